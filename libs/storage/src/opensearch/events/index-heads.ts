import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@opensearch-project/opensearch';
import { askedPatiently, OpenSearchError } from '@weir/opensearch';
import type { IndexKind, IndexNames } from './index-names.js';

/** How far the writes of an index have come, by the sequence numbers of its one shard. */
export interface IndexHead {
  readonly index: string;
  /** Another index of the same name has another. */
  readonly uuid: string;
  /** Of the last write; -1 before the first. */
  readonly last: number;
  /** Up to here all writes are on all copies of the shard: none is missing, and none will be undone. */
  readonly checkpoint: number;
}

/** How long a shard may be in the making, or on its way from one node to another. */
const patienceMs = 10_000;

/**
 * Heads of all indices of some kinds: one request where every copy of every shard is there.
 * @throws OpenSearchError UNREACHABLE when one of them cannot be read
 */
export async function readHeads(
  client: Client,
  names: IndexNames,
  kinds: readonly IndexKind[],
): Promise<readonly IndexHead[]> {
  const patterns = names.patternsOf(...kinds);
  const isOurs = (index: string): boolean => names.parse(index) !== undefined;
  const until = performance.now() + patienceMs;
  while (performance.now() < until) {
    const active = await readActive(client, patterns);
    const heads = active.heads.filter(({ index }) => isOurs(index));
    if (active.isComplete) return heads;
    // Some shard is not there: a copy, which is not asked, or that of an index that is being made, or one that is lost.
    const indices = await waitForPrimaries(client, patterns);
    const found = new Set(heads.map(({ index }) => index));
    if (indices.filter(isOurs).every((index) => found.has(index))) return heads;
    await wait(50);
  }
  throw lost(patterns);
}

async function readActive(
  client: Client,
  patterns: readonly string[],
): Promise<{ readonly heads: readonly IndexHead[]; readonly isComplete: boolean }> {
  const { _shards: shards, indices = {} } = await askedPatiently<StatsAnswer>('looking for new events', () =>
    client.indices.stats({
      index: [...patterns],
      metric: 'docs',
      level: 'shards',
      ignore_unavailable: true,
      filter_path: fields,
    } as Parameters<Client['indices']['stats']>[0]),
  );
  const heads = Object.entries(indices).flatMap(([index, { uuid, shards: copies }]) => {
    const primary = copies['0']?.find(({ routing }) => routing.primary)?.seq_no;
    if (primary === undefined) return [];
    return [{ index, uuid, last: primary.max_seq_no, checkpoint: primary.global_checkpoint }];
  });
  return { heads, isComplete: shards.successful === shards.total && heads.length === Object.keys(indices).length };
}

const fields = ['_shards', 'indices.*.uuid', 'indices.*.shards.*.routing.primary', 'indices.*.shards.*.seq_no'];

/** Names of the indices, when none has lost its primary. One that is being made has none yet. */
async function waitForPrimaries(client: Client, patterns: readonly string[]): Promise<readonly string[]> {
  const { timed_out: timedOut, indices = {} } = await askedPatiently<HealthAnswer>(
    'waiting for the indices of events',
    () =>
      client.cluster.health(
        { index: [...patterns], level: 'indices', wait_for_status: 'yellow', timeout: `${patienceMs}ms` },
        // It answers so when the time is up, too.
        { ignore: [408] },
      ),
  );
  if (timedOut) throw lost(patterns);
  return Object.keys(indices);
}

function lost(patterns: readonly string[]): OpenSearchError {
  return new OpenSearchError(
    'UNREACHABLE',
    `A shard of ${patterns.join(',')} is on no node that runs, so that events would be missing: start its node again, or restore the index`,
  );
}

interface StatsAnswer {
  readonly _shards: { readonly total: number; readonly successful: number };
  readonly indices?: Readonly<Record<string, { readonly uuid: string; readonly shards: Copies }>>;
}

type Copies = Readonly<
  Record<
    string,
    readonly {
      readonly routing: { readonly primary: boolean };
      readonly seq_no?: { readonly max_seq_no: number; readonly global_checkpoint: number };
    }[]
  >
>;

interface HealthAnswer {
  readonly timed_out: boolean;
  readonly indices?: Readonly<Record<string, unknown>>;
}
