import type { Client } from '@opensearch-project/opensearch';
import type { ReplicaOptions } from './open-replica.js';

export interface OpenSearchEventsOptions extends ReplicaOptions {
  /** Of the cluster; whoever made it closes it. */
  readonly client: Client;
  /** What the names of all indices begin with, e.g. `weir`: small letters, digits, `-` and `_`. */
  readonly prefix: string;
  /** Copies of each shard beside the first, see `copySettings`. */
  readonly replicas?: number | undefined;
}
