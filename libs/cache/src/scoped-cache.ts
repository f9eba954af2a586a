import type { Cache } from './cache.js';

/** A part of a cache: every key, and every prefix that is invalidated, begins with the scope. */
export function scopeCache(cache: Cache, scope: string): Cache {
  return {
    get: (key) => cache.get(scope + key),
    getMany: (keys) => cache.getMany(keys.map((key) => scope + key)),
    set: (key, value, ttlMs) => cache.set(scope + key, value, ttlMs),
    setMany: (entries, ttlMs) =>
      cache.setMany(
        entries.map(({ key, value }) => ({ key: scope + key, value })),
        ttlMs,
      ),
    invalidate: (prefix) => cache.invalidate(scope + prefix),
  };
}
