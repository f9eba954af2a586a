import type { IndexPosition, OtherWriters } from '@weir/indexing';
import type { Retriever } from '@weir/retrieval';

/** The retriever in use, with what only opening and closing need of it. */
export interface IndexInUse {
  readonly retriever: Retriever;
  /** Highest version of the storage that it has; 0 if none. */
  lastVersion(): number;
  /** How far it had seen the storage when it was saved last; undefined where that is not known. */
  readonly position: IndexPosition | undefined;
  /** Called once it has all that is stored. */
  ready(): Promise<void>;
  /** Makes sure that what it has outlives this process, with how far it has seen the storage; undefined where nothing does. */
  readonly save: ((position: IndexPosition) => Promise<void>) | undefined;
  /** Where other processes write to the storage, and how often what they wrote is looked for, ms. */
  readonly others: (OtherWriters & { readonly everyMs: number }) | undefined;
  close(): Promise<void>;
}
