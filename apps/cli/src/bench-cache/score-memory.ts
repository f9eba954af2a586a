import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type Cache, createMemoryCache, createRedisCache, openRedis } from '@weir/cache';
import type { SharedCacheOptions } from '@weir/engine';
import { tell } from '../bench-search/progress.js';

export interface ScoreMemory {
  readonly scores: number;
  readonly bytes_a_score: number;
  readonly mb_a_million: number;
}

const together = 1000;
const ttlMs = 86_400_000;

/** Memory of so many cross-encoder scores in this process, as V8 counts it. */
export async function memoryOfScores(scores: number): Promise<ScoreMemory> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const used = (): number => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const before = used();
  const cache = createMemoryCache({ maxBytes: Number.MAX_SAFE_INTEGER });
  await fill(cache, scores);
  const bytes = used() - before;
  // Keeps it alive until it is counted.
  await cache.get('');
  return report(scores, bytes);
}

/** Memory of so many in Redis: the growth of its `used_memory`, while nobody else writes to it. */
export async function redisMemoryOfScores(scores: number, shared: SharedCacheOptions): Promise<ScoreMemory> {
  const redis = await openRedis({ ...shared, budgetMs: 30_000 });
  const used = async (): Promise<number> => {
    const about = String(await redis.call((client) => client.info('memory')));
    const bytes = Number(/used_memory:(\d+)/.exec(about)?.[1]);
    if (Number.isNaN(bytes))
      throw new Error('Redis does not say how much memory it uses: is it there, and may we ask?');
    return bytes;
  };
  try {
    const cache = createRedisCache(redis);
    await cache.get('');
    const before = await used();
    await fill(cache, scores);
    return report(scores, (await used()) - before);
  } finally {
    redis.close();
  }
}

/** Keys and values as the score cache has them. */
async function fill(cache: Cache, scores: number): Promise<void> {
  for (let from = 0; from < scores; from += together) {
    tell(`${from} scores written`);
    const entries = Array.from({ length: Math.min(together, scores - from) }, (_, at) => ({
      key: `catalogue-0.mapping0/score:cross-encoder-l2@1.2.0:{${String(from + at - (at % 20)).padStart(22, 'q')}}:1:B00${from + at}`,
      value: new Uint8Array(4),
    }));
    await cache.setMany(entries, ttlMs);
  }
}

function report(scores: number, bytes: number): ScoreMemory {
  return {
    scores,
    bytes_a_score: Math.round(bytes / scores),
    mb_a_million: Math.round(bytes / scores),
  };
}
