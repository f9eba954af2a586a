import type { Cache, Cached } from './cache.js';

/** What one reading found. */
export interface CacheReading {
  readonly hits: number;
  readonly misses: number;
}

/** The same cache, telling what each reading found; a key known to hold nothing is a hit. */
export function observeCache(cache: Cache, onRead: (reading: CacheReading) => void): Cache {
  const tell = (answers: readonly Cached<Uint8Array>[]): void => {
    const misses = answers.filter(({ kind }) => kind === 'miss').length;
    onRead({ hits: answers.length - misses, misses });
  };
  return {
    get: async (key) => {
      const answer = await cache.get(key);
      tell([answer]);
      return answer;
    },
    getMany: async (keys) => {
      const answers = await cache.getMany(keys);
      tell(answers);
      return answers;
    },
    set: (key, value, ttlMs) => cache.set(key, value, ttlMs),
    setMany: (entries, ttlMs) => cache.setMany(entries, ttlMs),
    invalidate: (prefix) => cache.invalidate(prefix),
  };
}
