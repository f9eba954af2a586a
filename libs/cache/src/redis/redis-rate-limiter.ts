import { createMemoryRateLimiter, type RateLimiter, type RateVerdict } from '../rate-limiter.js';
import { unanswered } from './circuit-breaker.js';
import type { RedisConnection } from './redis-connection.js';
import { runScript, script } from './scripts.js';

/**
 * The algorithm of `rate-limiter.ts` by the clock of Redis, in microseconds so that all numbers are whole.
 *
 * KEYS arrival. ARGV permits, window us. Returns allowed (0 or 1), remaining, retry after in us.
 */
const takeScript = script(`
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local window = tonumber(ARGV[2])
local interval = math.ceil(window / ARGV[1])
local arrival = tonumber(redis.call('GET', KEYS[1]) or '0')
local after = math.max(arrival, now) + interval
local early = after - window - now
local slack = tonumber(ARGV[1])
if early > slack then return { 0, 0, early } end
redis.call('SET', KEYS[1], string.format('%.0f', after), 'PX', math.ceil((after - now) / 1000) + 1)
local remaining = math.max(0, math.floor((window - (after - now) + slack) / interval))
return { 1, remaining, remaining > 0 and 0 or math.max(0, early + interval) }
`);

/** Counts for all processes of a tenant; each for itself while Redis does not answer. */
export function createRedisRateLimiter(redis: RedisConnection): RateLimiter {
  const own = createMemoryRateLimiter();
  return {
    take: async (key, limit): Promise<RateVerdict> => {
      const args = [limit.permits, Math.round(limit.windowMs * 1000)];
      const answer = await redis.call((client) => runScript(client, takeScript, [redis.keys.of(key, 'r')], args));
      if (answer === unanswered) return own.take(key, limit);
      const [allowed, remaining, retryUs] = answer as [number, number, number];
      return { allowed: allowed === 1, remaining, retryAfterMs: retryUs / 1000 };
    },
  };
}
