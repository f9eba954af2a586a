import { type Cache, createNearCache, createRedisCache, openRedis, type RedisConnection } from '@weir/cache';
import { startRedis, type RedisServer } from '../redis/redis-server.js';
import { until } from '../redis/topologies.js';
import { cacheContract } from './cache-suite.js';

let server: RedisServer;
let tenants = 0;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.close());

/** Waits until so many connections hear what is invalidated, and know that they do. */
async function hear(redis: RedisConnection, listeners: number): Promise<void> {
  const { channel } = redis.keys;
  await until(() => server.admin(async (client) => (await client.pubsub('NUMSUB', channel))[1] === listeners));
  await new Promise((resolve) => setTimeout(resolve, 50));
}

cacheContract('the Redis adapter', async () => {
  // A machine that is busy with other tests is not what these are about.
  const redis = await openRedis({ url: server.url, tenant: `tenant-${tenants++}`, budgetMs: 2000 });
  return {
    cache: createRedisCache(redis),
    elapse: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    close: () => {
      redis.close();
      return Promise.resolve();
    },
  };
});

cacheContract('a near cache before the Redis adapter', async () => {
  const redis = await openRedis({ url: server.url, tenant: `tenant-${tenants++}`, budgetMs: 2000 });
  const cache = createNearCache(createRedisCache(redis), redis, { maxBytes: 1 << 20 });
  await hear(redis, 1);
  return {
    cache,
    elapse: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    close: () => {
      redis.close();
      return Promise.resolve();
    },
  };
});

describe('near caches of two processes', () => {
  const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  const value = Uint8Array.from([1]);
  const opened: RedisConnection[] = [];
  afterEach(() => {
    for (const redis of opened.splice(0)) redis.close();
  });
  const open = async (): Promise<{ far: Cache; near: Cache }> => {
    const redis = await openRedis({ url: server.url, tenant: 'near', budgetMs: 2000 });
    opened.push(redis);
    const far = createRedisCache(redis);
    // So long that only the news can be what makes it forget.
    const near = createNearCache(far, redis, { maxBytes: 1 << 20, ttlMs: 60_000 });
    await hear(redis, opened.length);
    return { far, near };
  };

  it('answer without Redis, and forget what the other one invalidates', async () => {
    const [one, other] = [await open(), await open()];
    await one.near.get('page/1');
    await one.near.set('page/1', value, 60_000);
    expect((await other.near.get('page/1')).kind).toBe('hit');
    const reading = jest.spyOn(other.far, 'getMany');
    expect((await other.near.get('page/1')).kind).toBe('hit');
    expect(reading).not.toHaveBeenCalled();

    await one.near.invalidate('page/');
    expect((await one.near.get('page/1')).kind).toBe('miss');
    await sleep(100);
    expect((await other.near.get('page/1')).kind).toBe('miss');
  });

  it('keep nothing while they do not hear what is invalidated', async () => {
    const one = await open();
    await one.near.get('page/2');
    await one.near.set('page/2', value, 60_000);
    await server.admin((client) => client.call('CLIENT', 'KILL', 'TYPE', 'pubsub'));
    const reading = jest.spyOn(one.far, 'getMany');
    await one.near.get('page/2');
    await sleep(1);
    await one.near.get('page/2');
    expect(reading).toHaveBeenCalled();
  });
});

test('a hundred keys are read by one MGET, the generation among them', async () => {
  const redis = await openRedis({ url: server.url, tenant: 'one-mget', budgetMs: 2000 });
  const cache = createRedisCache(redis);
  const keys = Array.from({ length: 100 }, (_, at) => `score:model:{query}:${at}`);
  await cache.getMany(keys);
  await cache.setMany(
    keys.map((key) => ({ key, value: Uint8Array.from([1, 2, 3, 4]) })),
    60_000,
  );
  await server.admin((client) => client.config('RESETSTAT'));
  const answers = await cache.getMany(keys);
  redis.close();
  expect(answers.every(({ kind }) => kind === 'hit')).toBe(true);
  const statistics = await server.admin((client) => client.info('commandstats'));
  expect(statistics).toMatch(/cmdstat_mget:calls=1,/);
  expect(statistics).not.toMatch(/cmdstat_(get|scan|keys|evalsha):/);
});
