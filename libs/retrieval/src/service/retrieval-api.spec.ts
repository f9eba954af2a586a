import { ApiError, RetrievalMode, RetrieveRequest } from '@weir/contracts';
import type { RetrievalRequest, Retriever } from '../retriever.js';
import { packVector } from '../packed.js';
import { RetrievalApi } from './retrieval-api.js';

type Wanted = Parameters<typeof RetrieveRequest.fromPartial>[0];

describe('RetrievalApi', () => {
  const asked: RetrievalRequest[] = [];
  const none = new Float64Array(0);
  const retriever: Pick<Retriever, 'schema' | 'filterable' | 'retrieve' | 'states' | 'versions'> = {
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
    states: (ids) => Promise.resolve(ids.map(() => undefined)),
    versions: (ids) => Promise.resolve(ids.map(() => 7)),
  };
  const api = new RetrievalApi(retriever, { model: 'encoder@1', dimensions: 3 });
  const call = { signal: new AbortController().signal };
  const retrieve = (wanted: Wanted) => api.retrieve(RetrieveRequest.fromPartial(wanted), call);

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
    expect(candidates).toMatchObject({
      ...{ ids: ['a'], score: [1], bm25: [1], bm25_rank: [1], cosine: [NaN], dense_rank: [NaN] },
    });
    expect(total).toBe(1);
  });

  it('reads a packed vector as it reads a list', async () => {
    await retrieve({ query: 'drill', packed_vector: packVector(Float32Array.of(0.1, -2, 3)) });
    expect(asked.at(-1)!.queryVector).toEqual(Float32Array.of(0.1, -2, 3));
  });

  it('does not look among vectors of another encoder', async () => {
    const other = { query: 'drill', encoder: 'other@1' };
    await expect(retrieve({ ...other, query_vector: [1, 0, 0] })).rejects.toThrow(
      'vectors of encoder@1, not of other@1',
    );
    expect((await retrieve(other)).total).toBe(1);
  });

  it('takes fields that it does not know from callers that have checked them', async () => {
    const unknown = { filters: [{ field: 'nothing', values: ['a'] }], boosts: { nothing: 1 } };
    await retrieve({ ...unknown, facets: [{ field: 'nothing' }], allow_unknown_fields: true });
    expect(asked.at(-1)).toMatchObject({ filters: [{ field: 'nothing' }], facets: [{ field: 'nothing' }] });
  });

  it('gives states of at most a thousand products', async () => {
    await expect(api.getStates({ ids: [] }, call)).rejects.toThrow('must be 1 to 1000 ids, not 0');
    expect(await api.getStates({ ids: ['gone'] }, call)).toEqual({ states: [Buffer.alloc(0)], versions: [0] });
  });

  it.each<[Wanted, readonly string[]]>([
    [{ depth: 0 }, ['depth']],
    [{ query: 'x'.repeat(513) }, ['query']],
    [{ query_vector: [1, 2] }, ['query_vector']],
    [{ query_vector: [1, 2, NaN] }, ['query_vector']],
    [{ packed_vector: Buffer.alloc(11) }, ['packed_vector']],
    [{ query_vector: [1, 2, 3], packed_vector: Buffer.alloc(12) }, ['packed_vector']],
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
