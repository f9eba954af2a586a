import type { CacheReading } from '@weir/cache';
import type { Engine, EngineOptions, SharedCacheOptions } from '@weir/engine';
import { type BenchSource, openBenchEngine } from '../bench-search/catalogue.js';
import { tell } from '../bench-search/progress.js';
import { type Percentiles, percentiles, round } from '../bench-search/summary.js';

/** What a replay may use: nothing, the scores of pairs alone, or pages (and scores for pages that are not there). */
export type ReplayMode = 'none' | 'scores' | 'pages';

export interface ReplayReport extends Percentiles {
  readonly mean_ms: number;
  /** Share of the searches that were answered from a page, or of the pairs that had a score; 0 without a cache. */
  readonly hit_rate: number;
  readonly degraded: number;
  /** Calls of Redis that were not answered in time. */
  readonly unanswered: number;
}

export interface ReplayOptions {
  readonly source: BenchSource;
  readonly engine: EngineOptions;
  readonly mode: ReplayMode;
  readonly queries: readonly string[];
  /** Asked before the clock runs; none of them is in the replay. */
  readonly warmUp: readonly string[];
  readonly shared?: SharedCacheOptions;
}

/** Asks the queries one after the other, without a deadline, with caches that are empty when it begins. */
export async function replay({ source, engine, mode, queries, warmUp, shared }: ReplayOptions): Promise<ReplayReport> {
  const scores = { hits: 0, misses: 0 };
  let unanswered = 0;
  const opened = await openBenchEngine(source, {
    ...engine,
    ...(mode === 'none' ? { cacheBytes: 0 } : shared && { sharedCache: shared }),
    cacheObserver: {
      read: (cache, { hits, misses }: CacheReading) => {
        if (cache !== 'scores') return;
        scores.hits += hits;
        scores.misses += misses;
      },
      failed: () => unanswered++,
      state: () => undefined,
    },
  });
  try {
    await ask(opened, warmUp, false);
    scores.hits = scores.misses = unanswered = 0;
    const { latencies, cached, degraded } = await ask(opened, queries, mode === 'pages');
    const pairs = scores.hits + scores.misses;
    return {
      ...percentiles(latencies),
      mean_ms: round(latencies.reduce((sum, ms) => sum + ms, 0) / latencies.length),
      hit_rate: round(mode === 'pages' ? cached / queries.length : pairs === 0 ? 0 : scores.hits / pairs),
      degraded,
      unanswered,
    };
  } finally {
    await opened.close();
  }
}

async function ask(
  { cascade }: Engine,
  queries: readonly string[],
  pages: boolean,
): Promise<{ readonly latencies: number[]; readonly cached: number; readonly degraded: number }> {
  const latencies: number[] = [];
  let cached = 0;
  let degraded = 0;
  for (const [at, query] of queries.entries()) {
    tell(`search ${at + 1} of ${queries.length}`);
    const start = performance.now();
    const answer = await cascade.search({ query }, { unhurried: true, ...(!pages && { cache: false }) });
    latencies.push(performance.now() - start);
    if (answer.cached) cached++;
    if (answer.degraded.length > 0) degraded++;
  }
  return { latencies, cached, degraded };
}
