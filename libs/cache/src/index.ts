export type { Cache, Cached } from './cache.js';
export { createMemoryCache } from './memory-cache.js';
export type { MemoryCacheOptions } from './memory-cache.js';
export { noCache } from './no-cache.js';
