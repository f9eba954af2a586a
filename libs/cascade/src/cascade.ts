import type { Priority } from '@weir/admission';
import type { FeatureInput } from '@weir/features';
import type { Degraded, SearchRequest, SearchResponse, StageTiming } from './search.js';

/** What surrounds a request without being part of it. */
export interface SearchContext {
  /** Aborts when the caller left. */
  readonly signal?: AbortSignal;
  /** Who waits: under load shoppers go before tools. @defaultValue interactive */
  readonly priority?: Priority;
  /** How long the request had been on its way to the cascade within this process, ms: it counts as time spent. @defaultValue 0 */
  readonly waitedMs?: number;
  /** For tools: only these products are candidates (judged pools). */
  readonly only?: readonly string[];
  /** For tools: the answer holds this many products on one page, beyond the limits of `pageSize`. */
  readonly depth?: number;
  /** False neither reads nor writes the page cache. @defaultValue true */
  readonly cache?: boolean;
  /** For tools: no deadline and no stage budgets, however slow a stage is. @defaultValue false */
  readonly unhurried?: boolean;
  /** For tools: false leaves merchandising rules out, as candidates of `only` do. @defaultValue true */
  readonly merchandising?: boolean;
}

/** One answer of several to one request; the last one stands. All carry the same search id. */
export interface ProgressiveAnswer {
  /** `rank`: the ranker's order, before the reranker. `final`: all stages done. */
  readonly kind: 'rank' | 'final';
  readonly response: SearchResponse;
}

/** The whole lists of one search, best first, before any is cut to a page: for evaluation, training and tools. */
export interface Trace {
  /** The order after each stage over all candidates; a stage that is off or failed repeats the order before it. */
  readonly orders: {
    readonly retrieve: readonly string[];
    readonly rank: readonly string[];
    readonly rerank: readonly string[];
  };
  /** What the features of these candidates read, candidates in the order of `orders.retrieve`. */
  readonly input: FeatureInput;
  /** What the ranker read and gave, row by row in the order of `orders.retrieve`; absent where it is off or failed. */
  readonly ranked?: {
    /** Names, a column of the matrix each. */
    readonly features: readonly string[];
    /** Row-major. */
    readonly matrix: Float64Array;
    readonly scores: Float64Array;
  };
  /** One a candidate in the order of `orders.retrieve`, NaN where not scored; absent where the reranker is off or failed. */
  readonly logits?: Float64Array;
  readonly timings: readonly StageTiming[];
  readonly degraded: readonly Degraded[];
}

/** The cascade: a query in, the best products first, inside a deadline, whatever breaks behind. */
export interface Cascade {
  /** Rejects with `CascadeError` only. */
  search(request: SearchRequest, context?: SearchContext): Promise<SearchResponse>;
  /** The ranker's order as soon as it is there, then the reranked one; one `final` answer if the list was cached or there is no reranker. */
  searchProgressive(request: SearchRequest, context?: SearchContext): AsyncIterable<ProgressiveAnswer>;
  /** Never cached and by default unhurried and of batch priority; paging fields of the request are ignored. */
  trace(request: SearchRequest, context?: SearchContext): Promise<Trace>;
}
