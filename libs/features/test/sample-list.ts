import type { IndexSchema, ProductState } from '@weir/catalogue';
import type { QueryTerm } from '@weir/retrieval';
import { analyze, analyzeQuery, hash32 } from '@weir/text';
import type { FeatureInput } from '../src/feature-input.js';

/** A product as a test writes it down. */
export interface SampleProduct {
  readonly title?: string;
  readonly description?: string;
  readonly bullets?: string;
  readonly brand?: string;
  readonly category?: readonly string[];
  readonly attributes?: string;
  readonly price?: number;
  readonly rating?: number;
  readonly ratingCount?: number;
  readonly releasedAt?: number;
  readonly bm25?: number;
  readonly cosine?: number;
  readonly score?: number;
  /** The index does not know it. */
  readonly unknown?: true;
}

const schema: IndexSchema = {
  fields: ['title', 'description', 'bullets', 'brand', 'category', 'attributes'],
  boosts: [1, 1, 1, 1, 1, 1],
};

const tokens = (text: string | undefined): Uint32Array => Uint32Array.from(analyze(text ?? ''), ({ hash }) => hash);

export function stateOf(product: SampleProduct): ProductState {
  const { title, description, bullets, brand, category = [], attributes } = product;
  const fields = [title, description, bullets, brand, category.join(' '), attributes].map(tokens);
  let end = 0;
  return {
    tokens: Uint32Array.from(fields.flatMap((field) => [...field])),
    ends: fields.map(({ length }) => (end += length)),
    brand: brand === undefined ? 0 : hash32(brand.toLowerCase()),
    category: Uint32Array.from(category, (level) => hash32(level)),
    price: product.price ?? NaN,
    stock: NaN,
    rating: product.rating ?? NaN,
    ratingCount: product.ratingCount ?? NaN,
    popularity: NaN,
    releasedAt: product.releasedAt ?? NaN,
  };
}

/** The input for a query over these products, the corpus being the products themselves. */
export function sampleInput(query: string, products: readonly SampleProduct[]): FeatureInput {
  const states = products.map((product) => (product.unknown ? undefined : stateOf(product)));
  const column = (value: (product: SampleProduct, i: number) => number | undefined): Float64Array =>
    Float64Array.from(products, (product, i) => value(product, i) ?? NaN);
  const has = (hash: number): number => states.filter((state) => state?.tokens.includes(hash)).length;
  const terms = analyzeQuery(query).flatMap(({ alternatives }, word) =>
    alternatives.map(({ term, hash }): QueryTerm => ({ term, hash, word, documentFrequency: has(hash), weight: 1 })),
  );
  return {
    query,
    schema,
    states,
    now: Date.UTC(2026, 0, 1),
    statistics: {
      terms,
      documents: products.length,
      averageLength: Float64Array.from(schema.fields, (_, field) => {
        const lengths = states.map((state) =>
          state === undefined ? 0 : state.ends[field]! - (state.ends[field - 1] ?? 0),
        );
        return lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
      }),
    },
    candidates: {
      ids: products.map((_, i) => `p${i}`),
      score: column(({ score }) => score),
      bm25: column(({ bm25 }) => bm25),
      bm25Rank: column((_, i) => i + 1),
      cosine: column(({ cosine }) => cosine),
      denseRank: column((_, i) => i + 1),
    },
  };
}
