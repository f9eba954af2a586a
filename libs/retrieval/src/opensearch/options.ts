import type { Synonyms } from '../words/synonyms.js';

/** Where OpenSearch is and how it is used. */
export interface OpenSearchOptions {
  /** Addresses of the cluster's nodes, e.g. `https://search.internal:9200`. */
  readonly nodes: readonly string[];
  /** Name that searches use: an alias of the versioned index in force, see `Indices`. */
  readonly index: string;
  /** Absent: no credentials are sent. */
  readonly credentials?: { readonly username: string; readonly password: string };
  /** Certificates that are trusted beside the system's, PEM. */
  readonly ca?: string;
  /** Whether the server's certificate is checked. @defaultValue true */
  readonly verifyCertificate?: boolean;
  /** How long a search may take, ms. @defaultValue 2,000 */
  readonly searchTimeoutMs?: number;
  /** How long one request that writes may take, ms. @defaultValue 60,000 */
  readonly writeTimeoutMs?: number;
  /** @defaultValue 1 */
  readonly shards?: number;
  /** Copies of each shard beside the first: 1 lets a node die without a failed search. @defaultValue 0 */
  readonly replicas?: number;
  /** Memory for states and vectors of products that were candidates, bytes. @defaultValue 256 MiB */
  readonly cacheBytes?: number;
  /** How often changes made by other processes are looked for, ms. @defaultValue 30,000 */
  readonly refreshMs?: number;
  /** What else stands for a word of a query. @defaultValue none */
  readonly synonyms?: Synonyms | undefined;
  /**
   * What the index is made of beside the schema, e.g. the encoder and the storage: an index that was made of something
   * else is not used but replaced. @defaultValue ''
   */
  readonly madeOf?: string;
}
