import type { ConnectionOptions } from '@weir/opensearch';
import type { StorageError } from '../error.js';

export interface OpenSearchStorageOptions {
  readonly connection: ConnectionOptions;
  /** Begins the name of every index: storages of several shops lie in one cluster. */
  readonly prefix: string;
  /**
   * Copies beside the first. With one or more, a write is acknowledged when it lies on two nodes. @defaultValue one where
   * the cluster has a second node, none where it has not
   */
  readonly replicas?: number | undefined;
  /** Folder of the copy of events that results are read from, made if absent. @defaultValue in memory */
  readonly eventsFolder?: string | undefined;
  /** What DuckDB may hold of that copy in memory, in MiB. @defaultValue 256; 2,048 where all of it is in memory */
  readonly eventsMemoryMiB?: number | undefined;
  /** Told of a copy of events that is damaged, and made anew. */
  readonly onLoss?: ((error: StorageError) => void) | undefined;
}
