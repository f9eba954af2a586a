import type { IndexSchema, Product, ProductState } from '@weir/catalogue';
import type { Patience } from '@weir/inference';

/** A condition on products; all conditions of a request must hold. `field` is `brand`, `category`, `price`, `stock`, `rating`, ... or an attribute's name. */
export type Filter =
  | { readonly kind: 'any-of'; readonly field: string; readonly values: readonly string[] }
  | { readonly kind: 'none-of'; readonly field: string; readonly values: readonly string[] }
  /** Bounds are inclusive; an absent bound is open. A product without the field does not match. */
  | { readonly kind: 'range'; readonly field: string; readonly min?: number; readonly max?: number };

/** Products that a request leaves out: those with one of these ids, and those that pass all of the filters where there are any. */
export interface Hidden {
  readonly ids: readonly string[];
  readonly filters: readonly Filter[];
}

/** Counts wanted over all matching products: of values (most frequent first, equal counts in the order of numbers or folded texts) or of the given ranges [from, to). */
export interface FacetRequest {
  readonly field: string;
  /** At most this many values, default 10. */
  readonly limit?: number;
  readonly ranges?: readonly { readonly from?: number; readonly to?: number }[];
}

export interface Facet {
  readonly field: string;
  readonly values: readonly { readonly value: string; readonly count: number }[];
}

/** How the lexical and the dense list become one. */
export type Fusion =
  /** Reciprocal rank fusion: sum of weight / (k + rank), rank from 1 (Cormack, Clarke and Büttcher 2009). */
  | { readonly method: 'rrf'; readonly k: number; readonly denseWeight: number }
  /** (1 - denseWeight) * bm25 + denseWeight * cosine, each min-max normalised over its own list (Bruch et al. 2023). */
  | { readonly method: 'convex'; readonly denseWeight: number };

export interface RetrievalRequest {
  /** The shopper's words, untouched. Empty means: every product (browsing), in popularity order. */
  readonly query: string;
  /** Unit vector of the query; absent when the dense side is off or failed: then the answer is lexical only. */
  readonly queryVector?: Float32Array;
  readonly mode: 'bm25' | 'dense' | 'hybrid';
  readonly fusion: Fusion;
  /** Candidates wanted, e.g. 1,000. */
  readonly depth: number;
  /** Boosts by field name laid over the schema's. */
  readonly boosts?: Readonly<Record<string, number>>;
  /** Match the last word as a prefix too (search as you type). */
  readonly prefix: boolean;
  /** Let a word that matches nothing match words one or two edits away. */
  readonly typos: boolean;
  readonly filters: readonly Filter[];
  /** Products that are as if they were not there: no candidates, and in no count. @defaultValue none */
  readonly hidden?: readonly Hidden[];
  readonly facets: readonly FacetRequest[];
  /** Restrict candidates to these products (judged pools, tools). */
  readonly only?: readonly string[];
}

/**
 * Candidates as parallel arrays of one length, best first. Ranks count from 1; NaN where a product was not on that
 * side's list. `cosine` is given for every candidate that has a vector when the request had one.
 */
export interface Candidates {
  readonly ids: readonly string[];
  readonly score: Float64Array;
  readonly bm25: Float64Array;
  readonly bm25Rank: Float64Array;
  readonly cosine: Float64Array;
  readonly denseRank: Float64Array;
}

/** One term that the query was matched by, with what the corpus knows of it. */
export interface QueryTerm {
  readonly term: string;
  /** As in `ProductState.tokens`. */
  readonly hash: number;
  /**
   * Word of the query that it stands for, from 0, as `analyzeQuery` counts them; the terms of one word (prefix or typo
   * expansions, compound parts) share it. A word read as two ("airfryer") has a second number behind all others.
   */
  readonly word: number;
  /** Products that contain it in any field. */
  readonly documentFrequency: number;
  /** exact 1; at most 1 for a synonym, less for a typo or prefix expansion. */
  readonly weight: number;
  /** Terms that a product must have as well for this one to count: the others of a synonym of several words. */
  readonly companions?: readonly string[];
}

/** What the scores of this query were computed against: enough to compute BM25 of any product's state. */
export interface QueryStatistics {
  readonly terms: readonly QueryTerm[];
  readonly documents: number;
  /** Mean tokens a product by field, in schema order. */
  readonly averageLength: Float64Array;
}

export interface Retrieved {
  readonly candidates: Candidates;
  /** Products that match the query lexically and pass the filters (all that pass them for an empty query). */
  readonly total: number;
  readonly facets: readonly Facet[];
  readonly statistics: QueryStatistics;
  /** Words that matched nothing and what they were read as. */
  readonly corrections: readonly { readonly from: string; readonly to: string }[];
}

/** One product to make searchable. */
export interface IndexedProduct {
  readonly product: Product;
  /** The store's version of it: a write with an older version than the index has is ignored. */
  readonly version: number;
  /** Unit vector; may come later by `setVectors`. */
  readonly vector?: Float32Array;
}

/** State of a product with the version that it is of. */
export interface IndexedState extends ProductState {
  /** As in `IndexedProduct`. */
  readonly version: number;
}

/** A product whose words, values and vector are those of an earlier version. */
export interface PatchedProduct {
  readonly product: Product;
  readonly version: number;
  /** The version that it was changed from. */
  readonly before: number;
}

/** What searches need of the first stage. */
export interface Finder {
  readonly schema: IndexSchema;
  /** Fields that filters, facets and sorts may name. */
  filterable(): readonly string[];
  /** @param patience of the caller; absent: none waits for it */
  retrieve(request: RetrievalRequest, patience?: Patience): Promise<Retrieved>;
  /** State of each product, in the order of `ids`; undefined where it is not indexed. */
  states(ids: readonly string[], patience?: Patience): Promise<readonly (IndexedState | undefined)[]>;
  count(): number;
}

/** Port: the first stage. Adapters: `embedded/` and `opensearch/`; one suite tests both. */
export interface Retriever extends Finder {
  /** Version of each product, in the order of `ids`; 0 where it is not indexed. */
  versions(ids: readonly string[]): Promise<readonly number[]>;
  /** Searchable when the promise resolves. */
  upsert(products: readonly IndexedProduct[]): Promise<void>;
  /**
   * Takes the numbers of products whose words, values and vectors are those of their version `before`, without reading
   * them anew. Resolves with the ids of which it knows neither that version nor a newer one: write those whole.
   */
  patch(products: readonly PatchedProduct[]): Promise<readonly string[]>;
  setVectors(
    vectors: readonly { readonly id: string; readonly version: number; readonly vector: Float32Array }[],
  ): Promise<void>;
  /** `version` as in `IndexedProduct`. */
  remove(products: readonly { readonly id: string; readonly version: number }[]): Promise<void>;
}
