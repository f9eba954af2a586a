import { hash } from 'node:crypto';
import type { RedisClient } from './redis-client.js';

/** A Lua script that Redis runs as one step; sent by its hash, in full only where Redis does not know it. */
export interface Script {
  readonly text: string;
  readonly sha: string;
}

export function script(text: string): Script {
  return { text, sha: hash('sha1', text) };
}

/** Rejects as Redis does. */
export async function runScript(
  client: RedisClient,
  { text, sha }: Script,
  keys: readonly string[],
  args: readonly (string | number)[],
): Promise<unknown> {
  try {
    return await client.evalsha(sha, keys.length, ...keys, ...args);
  } catch (error) {
    if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
    return client.eval(text, keys.length, ...keys, ...args);
  }
}

/**
 * Begins the next generation and notes from which prefix on entries before it are dead. Of the prefixes the newest are
 * kept; what an older one would have killed is killed with everything of its time (the empty prefix).
 *
 * KEYS generation, prefixes. ARGV prefix, epoch if there is none, ttl ms, prefixes kept, channel. Returns the stamp.
 */
export const invalidateScript = script(`
local epoch, number = string.match(redis.call('GET', KEYS[1]) or '', '^(%x+)%.(%d+)$')
if not epoch then
  epoch, number = ARGV[2], 0
  redis.call('DEL', KEYS[2])
end
local stamp = string.format('%s.%d', epoch, number + 1)
redis.call('SET', KEYS[1], stamp, 'PX', ARGV[3])
if ARGV[1] == '' then redis.call('DEL', KEYS[2]) end
redis.call('ZADD', KEYS[2], number + 1, ARGV[1])
local surplus = redis.call('ZCARD', KEYS[2]) - ARGV[4]
if surplus > 0 then
  local oldest = redis.call('ZPOPMIN', KEYS[2], surplus + 1)
  redis.call('ZADD', KEYS[2], 'GT', oldest[#oldest], '')
end
redis.call('PEXPIRE', KEYS[2], ARGV[3])
redis.call('PUBLISH', ARGV[5], ARGV[1])
return stamp
`);
