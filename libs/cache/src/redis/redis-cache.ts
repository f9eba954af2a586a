import { LRUCache } from 'lru-cache';
import type { Cache, Cached } from '../cache.js';
import { unanswered } from './circuit-breaker.js';
import { seal, unseal } from './envelope.js';
import type { Stamp } from './generation.js';
import { Generations, longestTtlMs } from './generations.js';
import { readMany } from './read-many.js';
import type { RedisClient } from './redis-client.js';
import type { RedisConnection } from './redis-connection.js';

const miss: Cached<Uint8Array> = { kind: 'miss' };
/** Keys whose generation at the time of the miss is remembered, and for how long a value may be in the making, ms. */
const mostMisses = 50_000;
const longestMakingMs = 60_000;

/**
 * A cache in Redis. Reading many is one MGET (one a slot in a cluster) with the tenant's generation in it. A value that
 * was missed before an invalidation and is written after it is dead, as it was made of what was invalidated: the miss
 * is its lease (Nishtala et al., Scaling Memcache at Facebook, NSDI 2013, section 3.2.1). No entry lives longer than
 * seven days.
 */
export function createRedisCache(redis: RedisConnection): Cache {
  return new RedisCache(redis);
}

class RedisCache implements Cache {
  private readonly generations: Generations;
  private readonly misses = new LRUCache<string, Stamp>({ max: mostMisses, ttl: longestMakingMs });

  constructor(private readonly redis: RedisConnection) {
    this.generations = new Generations(redis);
  }

  async get(key: string): Promise<Cached<Uint8Array>> {
    return (await this.getMany([key]))[0] ?? miss;
  }

  async getMany(keys: readonly string[]): Promise<readonly Cached<Uint8Array>[]> {
    if (keys.length === 0) return [];
    await this.generations.flush();
    const answers = await this.redis.call((client) => this.read(client, keys));
    return answers === unanswered ? keys.map(() => miss) : answers;
  }

  set(key: string, value: Uint8Array | null, ttlMs: number): Promise<void> {
    return this.setMany([{ key, value }], ttlMs);
  }

  async setMany(
    entries: readonly { readonly key: string; readonly value: Uint8Array | null }[],
    ttlMs: number,
  ): Promise<void> {
    if (entries.length === 0) return;
    await this.generations.flush();
    const written = entries.filter(({ key }) => !this.generations.isPending(key));
    await this.redis.call(async (client) => {
      if (ttlMs <= 0) return Promise.all(written.map(({ key }) => client.del(this.redis.keys.of(key))));
      const current = await this.generations.current(client);
      const ttl = Math.min(longestTtlMs, Math.ceil(ttlMs));
      return Promise.all(
        written.map(({ key, value }) => {
          const stamp = this.misses.get(key) ?? current;
          this.misses.delete(key);
          return client.set(this.redis.keys.of(key), seal(value, stamp), 'PX', ttl);
        }),
      );
    });
  }

  invalidate(prefix: string): Promise<void> {
    return this.generations.invalidate(prefix);
  }

  private async read(client: RedisClient, keys: readonly string[]): Promise<readonly Cached<Uint8Array>[]> {
    const names = keys.map((key) => this.redis.keys.of(key));
    const [generation, ...values] = await readMany(this.redis, client, [this.redis.keys.generation, ...names]);
    const invalidations = await this.generations.of(client, generation?.toString() ?? null);
    return keys.map((key, at) => {
      const entry = values[at] && unseal(values[at]);
      if (entry && !invalidations.isDead(key, entry.stamp) && !this.generations.isPending(key)) return entry.cached;
      this.misses.set(key, invalidations.stamp);
      return miss;
    });
  }
}
