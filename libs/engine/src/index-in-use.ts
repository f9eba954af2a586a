import type { Retriever } from '@weir/retrieval';

/** The retriever in use, with what only opening and closing need of it. */
export interface IndexInUse {
  readonly retriever: Retriever;
  /** Up to which version of the storage it has every write; 0 if none. */
  lastVersion(): number;
  /** Called once it has all that is stored. */
  ready(): Promise<void>;
  /** Makes sure that what it has outlives this process; undefined where nothing does. */
  readonly save: (() => Promise<void>) | undefined;
  close(): Promise<void>;
}
