import { LRUCache } from 'lru-cache';

/** So many calls in any time of this length, all of them at once if need be. */
export interface RateLimit {
  readonly permits: number;
  readonly windowMs: number;
}

export interface RateVerdict {
  readonly allowed: boolean;
  /** Calls that would be allowed now, after this one. */
  readonly remaining: number;
  /** When the next would be allowed, ms from now; 0 where one is now. */
  readonly retryAfterMs: number;
}

/** Port: counts calls by key against a limit. Never rejects; where nobody can count for all processes, each counts its own. */
export interface RateLimiter {
  /** Counts one call if it is allowed. */
  take(key: string, limit: RateLimit): Promise<RateVerdict>;
}

/**
 * The generic cell rate algorithm (ITU-T I.371, "virtual scheduling"): all that is kept of a key is when it would be
 * idle again, the theoretical arrival time.
 *
 * @param arrival Theoretical arrival time before, ms; of a new key anything that has passed.
 * @returns The verdict, and the time after.
 */
function schedule(
  arrival: number,
  now: number,
  { permits, windowMs }: RateLimit,
): { readonly verdict: RateVerdict; readonly arrival: number } {
  const interval = windowMs / permits;
  const next = Math.max(arrival, now) + interval;
  const early = next - windowMs - now;
  // Sums of fractions: a rounding error must not refuse the last permit.
  if (early > 1e-6) return { verdict: { allowed: false, remaining: 0, retryAfterMs: early }, arrival };
  const remaining = Math.floor((windowMs - (next - now)) / interval + 1e-6);
  return { verdict: { allowed: true, remaining, retryAfterMs: remaining > 0 ? 0 : early + interval }, arrival: next };
}

/** Counts in this process. */
export function createMemoryRateLimiter(clock: () => number = () => performance.now(), maxKeys = 100_000): RateLimiter {
  const arrivals = new LRUCache<string, number>({ max: maxKeys });
  return {
    take: (key, limit) => {
      const { verdict, arrival } = schedule(arrivals.get(key) ?? -Infinity, clock(), limit);
      arrivals.set(key, arrival);
      return Promise.resolve(verdict);
    },
  };
}
