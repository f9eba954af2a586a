import { ApiError, RetrievalMode, RetrieveRequest } from '@weir/contracts';
import type { RetrievalRequest, Retriever } from '../retriever.js';
import { RetrievalApi } from './retrieval-api.js';

type Wanted = Parameters<typeof RetrieveRequest.fromPartial>[0];

describe('RetrievalApi', () => {
  const asked: RetrievalRequest[] = [];
  const none = new Float64Array(0);
  const retriever: Pick<Retriever, 'schema' | 'filterable' | 'retrieve'> = {
    schema: { fields: ['title'], boosts: [1] },
    filterable: () => ['brand', 'price'],
    retrieve: (request) => {
      asked.push(request);
      const candidates = {
        ids: ['a'],
        score: Float64Array.of(1),
        bm25: Float64Array.of(1),
        bm25Rank: Float64Array.of(1),
        cosine: Float64Array.of(NaN),
        denseRank: Float64Array.of(NaN),
      };
      const statistics = { terms: [], documents: 1, averageLength: none };
      return Promise.resolve({ candidates, total: 1, facets: [], statistics, corrections: [] });
    },
  };
  const api = new RetrievalApi(retriever as Retriever, 3);
  const retrieve = (wanted: Wanted) => api.retrieve(RetrieveRequest.fromPartial(wanted));

  it('asks with the documented defaults and answers parallel lists', async () => {
    const { candidates, total } = await retrieve({ query: 'drill' });
    expect(asked.at(-1)).toMatchObject({
      query: 'drill',
      mode: 'hybrid',
      depth: 1000,
      prefix: true,
      typos: true,
      fusion: { method: 'convex', denseWeight: 0.5 },
    });
    expect([candidates, total]).toEqual([
      { ids: ['a'], score: [1], bm25: [1], bm25_rank: [1], cosine: [NaN], dense_rank: [NaN] },
      1,
    ]);
  });

  it.each<[Wanted, readonly string[]]>([
    [{ depth: 0 }, ['depth']],
    [{ query: 'x'.repeat(513) }, ['query']],
    [{ query_vector: [1, 2] }, ['query_vector']],
    [{ query_vector: [1, 2, NaN] }, ['query_vector']],
    [{ mode: RetrievalMode.RETRIEVAL_MODE_DENSE }, ['query_vector']],
    [
      { filters: [{ field: 'nothing', values: ['a'] }], facets: [{ field: 'nothing' }] },
      ['filters[0].field', 'facets[0].field'],
    ],
    [{ boosts: { nothing: 1, title: -1 } }, ['boosts.nothing', 'boosts.title']],
    [{ convex: { dense_weight: 2 } }, ['convex.dense_weight']],
    [{ reciprocal_rank: { k: 0, dense_weight: 11 } }, ['reciprocal_rank.k', 'reciprocal_rank.dense_weight']],
  ])('refuses %j', async (wanted, fields) => {
    const error = await retrieve(wanted).catch((failure: unknown) => failure);
    expect(error).toBeInstanceOf(ApiError);
    expect((error as ApiError).violations.map(({ field }) => field)).toEqual(fields);
  });
});
