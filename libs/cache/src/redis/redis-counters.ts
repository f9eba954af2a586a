import {
  bucketAmounts,
  type BucketAmounts,
  type CounterShape,
  type Ring,
  sumRing,
  type WindowCounters,
} from '../window-counters.js';
import { unanswered } from './circuit-breaker.js';
import type { RedisClient } from './redis-client.js';
import type { RedisConnection } from './redis-connection.js';
import { readMany } from './read-many.js';
import { runScript, script } from './scripts.js';

export interface RedisCountersOptions {
  /** ms since the Unix epoch, much the same in every process. @defaultValue Date.now */
  readonly clock?: () => number;
  /** Counters are read by the hundred: what that may cost, ms. @defaultValue 10 */
  readonly readBudgetMs?: number;
}

/**
 * Adds to one bucket. A key holds, little endian, uint32: the number of its newest bucket, then bucket by bucket
 * one count a field.
 *
 * KEYS ring. ARGV bucket, fields, buckets, ttl ms, then an amount a field.
 */
const addScript = script(`
local now, fields, buckets = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local size = fields * buckets
local raw, last, counts = redis.call('GET', KEYS[1]), now, {}
if raw and #raw == 4 * (size + 1) then
  last = struct.unpack('<I4', raw)
  for at = 1, size do counts[at] = struct.unpack('<I4', raw, 4 * at + 1) end
else
  for at = 1, size do counts[at] = 0 end
end
if now <= last - buckets then return 0 end
for bucket = math.max(last + 1, now - buckets + 1), now do
  for field = 1, fields do counts[(bucket % buckets) * fields + field] = 0 end
end
for field = 1, fields do
  local at = (now % buckets) * fields + field
  counts[at] = math.max(0, math.min(4294967295, counts[at] + tonumber(ARGV[4 + field])))
end
local parts = { struct.pack('<I4', math.max(last, now)) }
for at = 1, size do parts[at + 1] = struct.pack('<I4', counts[at]) end
redis.call('SET', KEYS[1], table.concat(parts), 'PX', ARGV[4])
return 1
`);

/** Counters of all processes of a tenant: whole numbers, one key of fixed size a counted thing, read with one MGET. */
export function createRedisCounters(
  redis: RedisConnection,
  shape: CounterShape,
  { clock = Date.now, readBudgetMs = 10 }: RedisCountersOptions = {},
): WindowCounters {
  const { fields, bucketMs, buckets } = shape;
  const bytes = 4 * (fields.length * buckets + 1);
  const bucketNow = (): number => Math.floor(clock() / bucketMs);
  const nameOf = (key: string): string => redis.keys.of(key, 'c');
  const addOne = (client: RedisClient, { key, bucket, amounts }: BucketAmounts): Promise<unknown> => {
    const args = [bucket, fields.length, buckets, bucketMs * buckets, ...amounts];
    return runScript(client, addScript, [nameOf(key)], args);
  };
  return {
    shape,
    add: async (increments) => {
      const amounts = bucketAmounts(shape, increments, clock());
      await redis.call((client) => Promise.all(amounts.map((own) => addOne(client, own))));
    },
    sums: async (keys, windowMs) => {
      if (keys.length === 0) return [];
      const now = bucketNow();
      const read = await redis.call((client) => readMany(redis, client, keys.map(nameOf)), readBudgetMs);
      if (read === unanswered) return undefined;
      return read.map((value) => sumRing(shape, ringOf(value, bytes), now, windowMs));
    },
  };
}

function ringOf(value: Buffer | null, bytes: number): Ring {
  if (value?.byteLength !== bytes) return { last: -1, counts: [] };
  const counts = Array.from({ length: bytes / 4 - 1 }, (_, at) => value.readUInt32LE(4 * (at + 1)));
  return { last: value.readUInt32LE(0), counts };
}
