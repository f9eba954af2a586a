import type { CounterShape, WindowCounters } from '@weir/cache';
import type { Behaviour } from '@weir/features';

const fields = ['impressions', 'clicks', 'carts', 'purchases'] as const satisfies readonly (keyof Behaviour)[];

/** What is counted of each product for the features of behaviour: thirty days, day by day. */
export const behaviourShape: CounterShape = { fields, bucketMs: 86_400_000, buckets: 30 };

/**
 * What shoppers did with products lately, as the features read it: from counters of `behaviourShape`, by product id.
 * Where the counters cannot be read, nothing is known of any product.
 */
export function behaviourOf(
  counters: WindowCounters,
  windowMs: number,
): (ids: readonly string[]) => Promise<readonly (Behaviour | undefined)[]> {
  return async (ids) => {
    const sums = await counters.sums(ids, windowMs);
    return ids.map((_, at) => {
      const [impressions = 0, clicks = 0, carts = 0, purchases = 0] = sums?.[at] ?? [];
      return sums && { impressions, clicks, carts, purchases };
    });
  };
}
