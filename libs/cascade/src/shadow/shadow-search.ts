import type { StoredProduct } from '@weir/catalogue';
import type { Patience } from '@weir/inference';
import type { Retrieved } from '@weir/retrieval';

/** A live search that was answered: the candidates that it had, and how they were ranked for the shopper. */
export interface ShadowSearch {
  readonly query: string;
  readonly retrieved: Retrieved;
  /** Candidate indexes, best of the ranker first. */
  readonly order: readonly number[];
  /** The score of that order for every candidate. */
  readonly scores: Float64Array;
  /** What the ranker read, row by row; absent where there was none. */
  readonly ranked?:
    { readonly ranker: { readonly features: readonly string[] }; readonly matrix: Float64Array } | undefined;
  /** Candidates that the reranker looks at. */
  readonly window: number;
  /** Products that were read, and others once they are. */
  readonly products: {
    read(ids: readonly string[], patience: Patience): Promise<void>;
    get(id: string): StoredProduct | undefined;
  };
}
