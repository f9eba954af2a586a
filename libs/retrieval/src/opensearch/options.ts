import type { ConnectionOptions } from '@weir/opensearch';
import type { Synonyms } from '../words/synonyms.js';

/** Which index of which cluster is used, and how. */
export interface OpenSearchOptions extends ConnectionOptions {
  /** Name that searches use: an alias of the versioned index in force, see `Indices`. */
  readonly index: string;
  /** How long a search may take, ms. @defaultValue 2,000 */
  readonly searchTimeoutMs?: number;
  /** @defaultValue 1 */
  readonly shards?: number;
  /** Copies of each shard beside the first: 1 lets a node die without a failed search. @defaultValue 0 */
  readonly replicas?: number;
  /** Memory for states and vectors of products that were candidates, bytes. @defaultValue 256 MiB */
  readonly cacheBytes?: number;
  /** How often changes made by other processes are looked for, ms. @defaultValue 30,000 */
  readonly refreshMs?: number;
  /** Told when such changes were found: from then on searches know of them in full. */
  readonly onChange?: () => void;
  /** What else stands for a word of a query. @defaultValue none */
  readonly synonyms?: Synonyms | undefined;
  /**
   * What the index is made of beside the schema, e.g. the encoder and the storage: an index that was made of something
   * else is not used but replaced. @defaultValue ''
   */
  readonly madeOf?: string;
}
