import type { RateLimiter } from '@weir/cache';
import { TooManyRequests } from '../../access/gate.js';
import type { Reply, Request } from './exchange.js';

/** So many sign-ins of one address; keys are too long to be guessed at this pace. */
const rate = { permits: 20, windowMs: 60_000 };

/**
 * Counts an attempt to sign in.
 *
 * @throws TooManyRequests, with `retry-after` in the answer
 */
export async function attempt(limiter: RateLimiter, { ip }: Request, reply: Reply): Promise<void> {
  const { allowed, retryAfterMs } = await limiter.take(`sign-in/${ip}`, rate);
  if (allowed) return;
  reply.header('retry-after', Math.ceil(retryAfterMs / 1000));
  throw new TooManyRequests(retryAfterMs, 'Too many attempts to sign in from this address');
}
