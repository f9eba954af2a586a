import type { Product } from '@weir/catalogue';
import type { Facet, FacetRequest, Filter } from '@weir/retrieval';
import type { ShownVariant } from './applied-variant.js';
import type { PartialPlan, Plan } from './plan.js';
import type { StageName } from './stage-name.js';

export { stageNames } from './stage-name.js';
export type { StageName } from './stage-name.js';

export interface SearchRequest {
  /** 0 to 512 characters after trimming; empty browses (then a filter or a sort should be given). */
  readonly query: string;
  readonly shopperId?: string;
  readonly sessionId?: string;
  /** What targeting may ask about the request, e.g. `country`, `device`. */
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  readonly filters?: readonly Filter[];
  readonly facets?: readonly FacetRequest[];
  /** Order by a numeric field of the product instead of by relevance. */
  readonly sort?: { readonly field: string; readonly descending: boolean };
  readonly pageSize?: number;
  /** From the answer before; every other field but `pageSize` must be as in that request. */
  readonly pageToken?: string;
  readonly deadlineMs?: number;
  /** For tools: laid over the effective Plan. Such answers are not cached. */
  readonly plan?: PartialPlan;
  readonly explain?: boolean;
}

/** Score of one product at each stage it reached; absent where it did not. */
export interface StageScores {
  readonly bm25?: number;
  readonly cosine?: number;
  readonly fused?: number;
  readonly ranker?: number;
  readonly reranker?: number;
}

export interface Explanation {
  /** Position after each stage, from 1. */
  readonly positions: { readonly retrieval?: number; readonly ranker?: number; readonly reranker?: number };
  /** Feature values and their SHAP contributions to the ranker's score, largest effect first. */
  readonly features: readonly { readonly name: string; readonly value: number; readonly contribution: number }[];
  /** The ranker's score of nothing known (SHAP expected value). */
  readonly expected?: number;
}

export interface RankedProduct {
  readonly product: Product;
  readonly version: number;
  /** From 1, over all pages. */
  readonly position: number;
  readonly scores: StageScores;
  /** On an interleaved page: key of the variant that a click counts for; absent where it counts for none. */
  readonly team?: string;
  readonly explanation?: Explanation;
}

export interface StageTiming {
  readonly stage: StageName;
  readonly ms: number;
  /** What the stage was allowed; absent where it has no budget. */
  readonly budgetMs?: number;
  readonly candidatesIn: number;
  readonly candidatesOut: number;
}

/** A stage that did not do all of its work; the answer keeps the order of the stage before. */
export interface Degraded {
  readonly stage: StageName;
  readonly cause: 'deadline' | 'failed' | 'overloaded' | 'unavailable';
  /** For operators; no internal text. */
  readonly detail: string;
}

export interface SearchResponse {
  /** Unique; events name it. */
  readonly searchId: string;
  readonly products: readonly RankedProduct[];
  readonly total: number;
  readonly facets: readonly Facet[];
  readonly corrections: readonly { readonly from: string; readonly to: string }[];
  /** Empty on the last page. */
  readonly nextPageToken: string;
  readonly timings: readonly StageTiming[];
  readonly degraded: readonly Degraded[];
  readonly variants: readonly ShownVariant[];
  /** The list came from the page cache. */
  readonly cached: boolean;
  readonly tookMs: number;
  /** With `explain`: the Plan that was in force. */
  readonly plan?: Plan;
}
