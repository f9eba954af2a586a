import { LRUCache } from 'lru-cache';
import { amountsByKey, type CounterShape, type Ring, sumRing, type WindowCounters } from './window-counters.js';

export interface MemoryCountersOptions {
  /** Keys kept; the least recently used go first. @defaultValue 100,000 */
  readonly maxKeys?: number;
  /** ms since the Unix epoch. @defaultValue Date.now */
  readonly clock?: () => number;
}

/** Counters of this process. */
export function createMemoryCounters(
  shape: CounterShape,
  { maxKeys = 100_000, clock = Date.now }: MemoryCountersOptions = {},
): WindowCounters {
  const { fields, bucketMs, buckets } = shape;
  const rings = new LRUCache<string, Ring>({ max: maxKeys });
  const bucketNow = (): number => Math.floor(clock() / bucketMs);

  const add = (key: string, amounts: readonly number[], now: number): void => {
    const before = rings.get(key);
    const counts = before === undefined ? new Float64Array(fields.length * buckets) : Float64Array.from(before.counts);
    // What the ring passed over since its last increment is as old as the ring is long.
    for (let bucket = Math.max((before?.last ?? now) + 1, now - buckets + 1); bucket <= now; bucket++)
      counts.fill(0, (bucket % buckets) * fields.length, ((bucket % buckets) + 1) * fields.length);
    amounts.forEach((amount, field) => (counts[(now % buckets) * fields.length + field]! += amount));
    rings.set(key, { last: now, counts });
  };

  return {
    shape,
    add: (increments) => {
      const now = bucketNow();
      for (const [key, amounts] of amountsByKey(shape, increments)) add(key, amounts, now);
      return Promise.resolve();
    },
    sums: (keys, windowMs) => {
      const now = bucketNow();
      return Promise.resolve(
        keys.map((key) => sumRing(shape, rings.get(key) ?? { last: -1, counts: [] }, now, windowMs)),
      );
    },
  };
}
