import type { IndexSchema, ProductState } from '@weir/catalogue';
import type { Candidates, QueryStatistics } from '@weir/retrieval';

/** What shoppers did with a product so far, all time windows summed; zeros until events exist. */
export interface Behaviour {
  readonly impressions: number;
  readonly clicks: number;
  readonly carts: number;
  readonly purchases: number;
}

/** All that the features of one search may read: fetched in bulk before any feature is computed. */
export interface FeatureInput {
  readonly query: string;
  readonly schema: IndexSchema;
  readonly statistics: QueryStatistics;
  readonly candidates: Candidates;
  /** One a candidate, same order. */
  readonly states: readonly (ProductState | undefined)[];
  /** One a candidate, or absent where no events are kept. */
  readonly behaviour?: readonly (Behaviour | undefined)[];
  /** ms since the Unix epoch, passed in so that features stay pure. */
  readonly now: number;
}
