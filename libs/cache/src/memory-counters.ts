import { LRUCache } from 'lru-cache';
import {
  bucketAmounts,
  type BucketAmounts,
  type CounterShape,
  type Ring,
  sumRing,
  type WindowCounters,
} from './window-counters.js';

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
  const rings = new LRUCache<string, Ring & { readonly counts: Float64Array }>({ max: maxKeys });
  const bucketNow = (): number => Math.floor(clock() / bucketMs);

  const add = ({ key, bucket: counted, amounts }: BucketAmounts): void => {
    const before = rings.get(key);
    const last = before?.last ?? counted;
    if (counted <= last - buckets) return;
    const counts = before?.counts ?? new Float64Array(fields.length * buckets);
    // What the ring passed over since its last increment is as old as the ring is long.
    for (let bucket = Math.max(last + 1, counted - buckets + 1); bucket <= counted; bucket++)
      counts.fill(0, (bucket % buckets) * fields.length, ((bucket % buckets) + 1) * fields.length);
    amounts.forEach((amount, field) => (counts[(counted % buckets) * fields.length + field]! += amount));
    rings.set(key, { last: Math.max(last, counted), counts });
  };

  return {
    shape,
    add: (increments) => {
      bucketAmounts(shape, increments, clock()).forEach(add);
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
