import type { Cache, Cached } from './cache.js';
import { createMemoryCache } from './memory-cache.js';

/** Hears what is invalidated, in whichever process. */
export interface InvalidationListener {
  heard: (prefix: string) => void;
  /** Whether anything is heard: while it is not, invalidations pass unnoticed. */
  connected: (connected: boolean) => void;
}

/** Tells of prefixes that were invalidated in any process. */
export interface InvalidationNews {
  listen(listener: InvalidationListener): void;
}

export interface NearCacheOptions {
  readonly maxBytes: number;
  /** How long an entry is answered from this process, ms: the longest that an invalidation could go unheard, or that an entry outlives its time. @defaultValue 2000 */
  readonly ttlMs?: number;
  /** Monotonic ms. @defaultValue performance.now */
  readonly clock?: () => number;
}

/**
 * A small cache of this process before one that several share. It forgets what was invalidated elsewhere as soon as it
 * hears of it, and keeps nothing while it hears nothing.
 */
export function createNearCache(far: Cache, news: InvalidationNews, options: NearCacheOptions): Cache {
  const { ttlMs: nearMs = 2000 } = options;
  const near = createMemoryCache(options);
  let hearing = false;
  news.listen({
    heard: (prefix) => void near.invalidate(prefix),
    connected: (connected) => {
      hearing = connected;
      void near.invalidate('');
    },
  });

  const getMany = async (keys: readonly string[]): Promise<readonly Cached<Uint8Array>[]> => {
    // A miss here is a lease: what is invalidated while the answer is on its way, heard or not, is not kept.
    const answers = [...(await near.getMany(keys))];
    if (!hearing) return far.getMany(keys);
    const missing = [...answers.keys()].filter((at) => answers[at]!.kind === 'miss');
    if (missing.length === 0) return answers;
    const fetched = await far.getMany(missing.map((at) => keys[at]!));
    for (const [index, answer] of fetched.entries()) {
      const at = missing[index]!;
      answers[at] = answer;
      if (answer.kind === 'miss') continue;
      await near.set(keys[at]!, answer.kind === 'hit' ? answer.value : null, nearMs);
    }
    return answers;
  };
  const setMany: Cache['setMany'] = async (entries, ttlMs) => {
    if (hearing) await near.setMany(entries, Math.min(nearMs, ttlMs));
    await far.setMany(entries, ttlMs);
  };
  return {
    getMany,
    get: async (key) => (await getMany([key]))[0] ?? { kind: 'miss' },
    setMany,
    set: (key, value, ttlMs) => setMany([{ key, value }], ttlMs),
    invalidate: async (prefix) => {
      await near.invalidate(prefix);
      await far.invalidate(prefix);
    },
  };
}
