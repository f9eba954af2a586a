import { clusterSlot } from './cluster-slot.js';
import type { RedisClient } from './redis-client.js';
import type { RedisConnection } from './redis-connection.js';

/** One MGET; in a cluster one a slot, all at once. One value a name, in order. */
export async function readMany(
  { isCluster }: Pick<RedisConnection, 'isCluster'>,
  client: RedisClient,
  names: readonly string[],
): Promise<readonly (Buffer | null)[]> {
  if (!isCluster) return client.mgetBuffer(...names);
  const bySlot = new Map<number, number[]>();
  names.forEach((name, at) => {
    const slot = clusterSlot(name);
    const positions = bySlot.get(slot);
    if (positions === undefined) bySlot.set(slot, [at]);
    else positions.push(at);
  });
  const found = new Array<Buffer | null>(names.length).fill(null);
  await Promise.all(
    Array.from(bySlot.values(), async (positions) => {
      const values = await client.mgetBuffer(...positions.map((at) => names[at]!));
      positions.forEach((at, index) => (found[at] = values[index] ?? null));
    }),
  );
  return found;
}
