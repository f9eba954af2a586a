import type { Cache, Cached } from './cache.js';

const miss: Cached<Uint8Array> = { kind: 'miss' };

/** Keeps nothing: every read misses. */
export const noCache: Cache = {
  get: () => Promise.resolve(miss),
  getMany: (keys) => Promise.resolve(keys.map(() => miss)),
  set: () => Promise.resolve(),
  setMany: () => Promise.resolve(),
  invalidate: () => Promise.resolve(),
};
