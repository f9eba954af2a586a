import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@opensearch-project/opensearch';
import { asked, OpenSearchError } from './error.js';

const patienceMs = 30_000;
const pauseMs = 50;

/**
 * Waits until every shard of these indices is on some node: one that another process is just making takes a moment, in
 * which OpenSearch already calls it yellow.
 * @throws OpenSearchError UNREACHABLE where one is on none
 */
export async function awaitShards(client: Client, index: readonly string[]): Promise<void> {
  for (let waited = 0; waited < patienceMs; waited += pauseMs) {
    const request = client.cluster.health({ index: [...index], level: 'indices' });
    const { indices } = await asked<HealthAnswer>('waiting for shards', request);
    const isThere = (name: string): boolean => indices[name]?.active_primary_shards === indices[name]?.number_of_shards;
    if (index.every((name) => indices[name] !== undefined && isThere(name))) return;
    await wait(pauseMs);
  }
  throw new OpenSearchError(
    'UNREACHABLE',
    `A shard of ${index.join(', ')} is on no node: start the node that had it, or put back a snapshot of it`,
  );
}

interface HealthAnswer {
  readonly indices: Readonly<
    Record<string, { readonly number_of_shards: number; readonly active_primary_shards: number }>
  >;
}
