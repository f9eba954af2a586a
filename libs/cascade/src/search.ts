import type { Product } from '@weir/catalogue';
import type { Facet, FacetRequest, Filter } from '@weir/retrieval';
import type { AppliedRule } from '@weir/merchandising';
import type { ShownVariant } from './applied-variant.js';
import type { Highlight, Highlighting } from './highlight/highlighting.js';
import type { PartialPlan, Plan } from './plan.js';
import type { Rung } from './rung.js';
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
  /** From the answer before; every other field but `pageSize`, `explain` and `highlight` must be as in that request. */
  readonly pageToken?: string;
  readonly deadlineMs?: number;
  /** For tools: laid over the effective Plan. Such answers are not cached. */
  readonly plan?: PartialPlan;
  /** For tools: merchandising rules that act whatever their state and dates, each in place of the kept one of its key. Such answers are not cached. */
  readonly rules?: readonly unknown[];
  readonly explain?: boolean;
  /** Shows where the words that the search matched stand in each product. */
  readonly highlight?: Highlighting;
}

/** Score of one product at each stage it reached; absent where it did not. */
export interface StageScores {
  readonly bm25?: number;
  readonly cosine?: number;
  readonly fused?: number;
  readonly ranker?: number;
  readonly reranker?: number;
}

/** A part of the expected gain of one candidate. */
export interface BlendTerm {
  /** `intercept`, `ranker`, `reranker` or the name of a feature. */
  readonly name: string;
  /** Standardised over the window; absent for the intercept. */
  readonly value?: number;
  readonly contribution: number;
}

export interface Explanation {
  /** Position after each stage, from 1; none for a product that only a rule brought. */
  readonly positions: { readonly retrieval?: number; readonly ranker?: number; readonly reranker?: number };
  /** Feature values and their SHAP contributions to the ranker's score, largest effect first. */
  readonly features: readonly { readonly name: string; readonly value: number; readonly contribution: number }[];
  /** The ranker's score of nothing known (SHAP expected value). */
  readonly expected?: number;
  /** What each indexed field adds to the BM25F score, largest first. */
  readonly fields: readonly { readonly field: string; readonly score: number }[];
  /** In the reranked window of a Plan with a blend: the expected gain that it is ordered by, and what it is made of. */
  readonly blend?: { readonly score: number; readonly terms: readonly BlendTerm[] };
  /** What merchandising rules did to it. */
  readonly rules: readonly RuleEffect[];
}

/** What a rule did to one product. */
export interface RuleEffect {
  readonly rule: string;
  readonly kind: 'pin' | 'slot' | 'boost' | 'bury';
  /** Position before the rules; absent where the search had not found it. */
  readonly from?: number;
  readonly to: number;
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
  /** With `highlight`: the fields in which words were matched, in the order of the request. */
  readonly highlights?: readonly Highlight[];
}

export interface StageTiming {
  readonly stage: StageName;
  readonly ms: number;
  /** What the stage was allowed; absent where it has no budget. */
  readonly budgetMs?: number;
  readonly candidatesIn: number;
  readonly candidatesOut: number;
  /** What was left of the search's deadline when the stage ended, ms, below 0 where it had passed; absent where there is none. */
  readonly leftMs?: number;
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
  /** How much of the Plan's cascade made the list. */
  readonly rung: Rung;
  /** Nothing was searched: the list is that of an earlier search, perhaps over an older catalogue. */
  readonly stale: boolean;
  readonly tookMs: number;
  /** With `explain`: the Plan that was in force. */
  readonly plan?: Plan;
  /** Merchandising rules that were for this search, the one that wins over the others first. */
  readonly rules: readonly AppliedRule[];
}
