import { createRedisCache, openRedis } from '@weir/cache';
import { startRedis, type RedisServer } from '../redis/redis-server.js';
import { cacheContract } from './cache-suite.js';

let server: RedisServer;
let tenants = 0;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.close());

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
