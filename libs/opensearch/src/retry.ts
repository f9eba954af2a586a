import { setTimeout as wait } from 'node:timers/promises';

export interface RetryOptions {
  /** Tries beside the first. @defaultValue 8 */
  readonly retries?: number;
  /** Longest wait before the first of them, ms; doubled each time. @defaultValue 100 */
  readonly firstWaitMs?: number;
  /** @defaultValue 10,000 */
  readonly longestWaitMs?: number;
  /** Numbers from 0 to below 1. @defaultValue Math.random */
  readonly random?: () => number;
}

/**
 * Waits before the `attempt`-th try again, from 0: any time up to a limit that doubles, so that many writers that were
 * refused together do not come back together ("full jitter", Brooker 2015). False when the tries are used up.
 */
export async function waitToRetry(attempt: number, options: RetryOptions = {}): Promise<boolean> {
  if (attempt >= (options.retries ?? 8)) return false;
  const limit = Math.min((options.firstWaitMs ?? 100) * 2 ** attempt, options.longestWaitMs ?? 10_000);
  await wait((options.random ?? Math.random)() * limit);
  return true;
}
