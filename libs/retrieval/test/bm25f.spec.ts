import type { Product, ProductState } from '@weir/catalogue';
import { EmbeddedRetriever, productState } from '@weir/retrieval';
import type { QueryStatistics, RetrievalRequest } from '@weir/retrieval';
import fc from 'fast-check';
import { randomQuery, randomShop, schema } from './random-shop.js';

const k1 = 1.7;
const b = { title: 0.4, description: 0.8, brand: 0, category: 0.5, attributes: 1 };
const request: RetrievalRequest = {
  query: '',
  mode: 'bm25',
  fusion: { method: 'convex', denseWeight: 0.5 },
  depth: 1000,
  prefix: true,
  typos: true,
  filters: [],
  facets: [],
};

jest.setTimeout(30_000);

describe('BM25F', () => {
  it('scores as its formula says, from states and query statistics alone', async () => {
    await fc.assert(
      fc.asyncProperty(randomShop, randomQuery, async (shop, query) => {
        const retriever = EmbeddedRetriever.create(schema, { k1, b, sealedPostings: 64 });
        await retriever.upsert(shop.map((product, index) => ({ product, version: index })));
        const { candidates, statistics } = await retriever.retrieve({ ...request, query, boosts: { brand: 4 } });
        if (query === '') return;
        const expected = ranked(shop, statistics);
        expect(candidates.ids).toHaveLength(expected.length);
        candidates.ids.forEach((id, at) => {
          expect(candidates.bm25[at]).toBeCloseTo(expected.find((one) => one.id === id)!.score, 10);
        });
        expect(statistics.averageLength).toEqual(averages(shop));
      }),
      { numRuns: 200 },
    );
  });
});

function ranked(shop: readonly Product[], statistics: QueryStatistics): { id: string; score: number }[] {
  return shop
    .map((product) => ({ id: product.id, score: score(productState(product, schema), statistics) }))
    .filter(({ score: value }) => value > 0);
}

/** The best term of each word, summed (Robertson, Zaragoza and Taylor 2004). */
function score(state: ProductState, { terms, documents, averageLength }: QueryStatistics): number {
  const best = new Map<number, number>();
  for (const { hash, word, documentFrequency, weight } of terms) {
    let frequency = 0;
    fieldsOf(state).forEach((tokens, field) => {
      const name = schema.fields[field]!;
      const normal = b[name as keyof typeof b];
      const occurrences = tokens.filter((token) => token === hash).length;
      if (occurrences === 0) return;
      const boost = name === 'brand' ? 4 : schema.boosts[field]!;
      frequency += (boost * occurrences) / (1 - normal + (normal * tokens.length) / averageLength[field]!);
    });
    const idf = Math.log(1 + (documents - documentFrequency + 0.5) / (documentFrequency + 0.5));
    best.set(word, Math.max(best.get(word) ?? 0, (weight * idf * frequency) / (k1 + frequency)));
  }
  return [...best.values()].reduce((sum, value) => sum + value, 0);
}

function fieldsOf({ tokens, ends }: ProductState): readonly Uint32Array[] {
  return ends.map((end, field) => tokens.subarray(ends[field - 1] ?? 0, end));
}

function averages(shop: readonly Product[]): Float64Array {
  const states = shop.map((product) => productState(product, schema));
  return Float64Array.from(
    schema.fields,
    (_, field) => states.reduce((sum, state) => sum + fieldsOf(state)[field]!.length, 0) / shop.length,
  );
}
