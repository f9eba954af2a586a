import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@opensearch-project/opensearch';
import { asked } from '@weir/opensearch';
import { StorageError } from '../error.js';

/** A write that a node has begun ends within this time, or with its node, ms. */
const patienceMs = 30_000;
const longestWaitMs = 100;

/**
 * The position (`_seq_no` + 1) of the last write of an index of one shard, 0 if there was none, once every write up to
 * it is over. So it lies at or above everything that was acknowledged before the call, whatever is read up to it after a
 * refresh has no hole that fills later, and nothing of it is taken back by a node that fails.
 *
 * Positions are given when a write begins, and writes end in any order: one with a higher position may be acknowledged
 * and visible while one with a lower is neither. The shard's global checkpoint is the position up to which every copy
 * that counts has everything; it passes a write before that is acknowledged, unless one before it is still under way.
 * @throws StorageError UNAVAILABLE where the shard has no node, or a write does not end
 */
export async function lastPosition(client: Client, index: string): Promise<number> {
  let last: number | undefined;
  for (let waited = 0, pause = 1; ; waited += pause, pause = Math.min(2 * pause, longestWaitMs)) {
    // None for a moment where the node of the first copy has died and another one takes its place.
    const shard = await readPositions(client, index);
    last ??= shard?.max_seq_no;
    if (shard !== undefined && last !== undefined && shard.global_checkpoint >= last) return last + 1;
    if (waited > patienceMs) throw new StorageError('UNAVAILABLE', problemOf(index, shard));
    await wait(pause);
  }
}

function problemOf(index: string, shard: Positions | undefined): string {
  return shard === undefined
    ? `No node has the index ${index}: start the node that had it, or put back a snapshot of it.`
    : `A write of ${index} that began ${patienceMs / 1000} s ago has not ended: see whether the cluster's nodes reach each other.`;
}

async function readPositions(client: Client, index: string): Promise<Positions | undefined> {
  const request = client.indices.stats({ index, metric: 'docs', level: 'shards', filter_path: [shardPath] });
  const { indices } = await asked<StatsAnswer>('reading positions', request);
  return indices?.[index]?.shards['0']?.find(({ routing }) => routing.primary)?.seq_no;
}

const shardPath = 'indices.*.shards.*';

interface Positions {
  readonly max_seq_no: number;
  readonly global_checkpoint: number;
}

interface StatsAnswer {
  readonly indices?: Readonly<
    Record<
      string,
      {
        readonly shards: Readonly<
          Record<string, readonly { readonly routing: { readonly primary: boolean }; readonly seq_no?: Positions }[]>
        >;
      }
    >
  >;
}
