export type { Cache, Cached } from './cache.js';
