import { randomUUID } from 'node:crypto';
import type { Lease, Leases } from '../leases.js';
import { unanswered } from './circuit-breaker.js';
import type { RedisConnection } from './redis-connection.js';
import { runScript, script } from './scripts.js';

/** KEYS lease. ARGV the token that it was taken with. */
const releaseScript = script(`
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
`);

/** Leases among all processes of a tenant: a key that is set only where there is none (`SET NX PX`), with a token of its holder. */
export function createRedisLeases(redis: RedisConnection): Leases {
  return {
    take: async (key, ttlMs): Promise<Lease> => {
      const name = redis.keys.of(key, 'l');
      const token = randomUUID();
      const answer = await redis.call((client) => client.set(name, token, 'PX', Math.ceil(ttlMs), 'NX'));
      if (answer === unanswered) return { kind: 'unknown' };
      if (answer === null) return { kind: 'held' };
      const release = async (): Promise<void> => {
        await redis.call((client) => runScript(client, releaseScript, [name], [token]));
      };
      return { kind: 'taken', release };
    },
  };
}
