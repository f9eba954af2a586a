import { EmbeddedRetriever, fieldScores, productState } from '@weir/retrieval';
import type { RetrievalRequest } from '@weir/retrieval';
import fc from 'fast-check';
import { randomQuery, randomShop, schema } from './random-shop.js';

const request: Omit<RetrievalRequest, 'query'> = {
  mode: 'bm25',
  fusion: { method: 'convex', denseWeight: 0.5 },
  ...{ depth: 1000, prefix: true, typos: true, filters: [], facets: [] },
};

jest.setTimeout(60_000);

it('what the fields add to BM25F is all of it, for every product of any shop and query', async () => {
  await fc.assert(
    fc.asyncProperty(randomShop, randomQuery, async (shop, query) => {
      if (query === '') return;
      const retriever = EmbeddedRetriever.create(schema, { sealedPostings: 64 });
      await retriever.upsert(shop.map((product, index) => ({ product, version: index })));
      const boosts = { brand: 4 };
      const { candidates, statistics } = await retriever.retrieve({ ...request, query, boosts });
      candidates.ids.forEach((id, at) => {
        const state = productState(
          shop.find((product) => product.id === id)!,
          schema,
        );
        const scores = fieldScores(state, statistics, { schema, boosts });
        const sum = scores.reduce((total, score) => total + score, 0);
        expect(sum).toBeCloseTo(candidates.bm25[at]!, 9);
      });
    }),
    { numRuns: 100 },
  );
});
