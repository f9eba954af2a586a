export type { Cache, Cached } from './cache.js';
export { createMemoryCache } from './memory-cache.js';
export type { MemoryCacheOptions } from './memory-cache.js';
export { noCache } from './no-cache.js';
export { createRedisCache } from './redis/redis-cache.js';
export { openRedis } from './redis/redis-connection.js';
export type { RedisConnection, RedisConnectionOptions } from './redis/redis-connection.js';
