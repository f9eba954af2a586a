import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CacheReading } from '@weir/cache';
import type { Engine, EngineOptions, SharedCacheOptions } from '@weir/engine';
import { type BenchSource } from '../bench-search/catalogue.js';
import { openBenchEngine } from '../bench-search/open-bench-engine.js';
import { tell } from '../bench-search/progress.js';
import { type Percentiles, percentiles, round } from '../bench-search/summary.js';

/** What a replay may use: nothing, the scores of pairs alone, or pages (and scores for pages that are not there). */
const replayModes = ['none', 'scores', 'pages'] as const;
export type ReplayMode = (typeof replayModes)[number];

export interface ReplayReport extends Percentiles {
  readonly mean_ms: number;
  /** Share of the searches that were answered from a page, or of the pairs that had a score; 0 without a cache. */
  readonly hit_rate: number;
  readonly degraded: number;
  /** Calls of Redis that were not answered within the budget, or not tried because those before were not. */
  readonly unanswered: number;
}

export interface ReplayOptions {
  readonly source: BenchSource;
  readonly engine: EngineOptions & { readonly dataDir: string };
  readonly queries: readonly string[];
  /** Asked before the clock runs; none of them is in the replay. */
  readonly warmUp: readonly string[];
  /** The Redis of a mode; undefined: the cache of this process. */
  readonly shared: (mode: ReplayMode) => SharedCacheOptions | undefined;
}

/**
 * Asks every query of three engines in turn, one a mode, without a deadline and with caches that are empty when it
 * begins: whatever else the machine does slows all modes alike.
 */
export async function replay(options: ReplayOptions): Promise<Readonly<Record<ReplayMode, ReplayReport>>> {
  const { source, engine, queries, warmUp, shared } = options;
  await (await openBenchEngine(source, engine)).close();
  const copies = await mkdtemp(path.join(tmpdir(), 'weir-bench-'));
  const asked: AskedEngine[] = [];
  try {
    for (const mode of replayModes) {
      const dataDir = path.join(copies, mode);
      await cp(engine.dataDir, dataDir, { recursive: true });
      asked.push(await AskedEngine.open(source, mode, { ...engine, dataDir, sharedCache: shared(mode) }));
    }
    for (const query of warmUp) for (const each of asked) await each.ask(query, false);
    for (const each of asked) each.begin();
    for (const [at, query] of queries.entries()) {
      tell(`search ${at + 1} of ${queries.length}`);
      for (let turn = 0; turn < asked.length; turn++) await asked[(at + turn) % asked.length]!.ask(query, true);
    }
    const [none, scores, pages] = asked.map((each) => each.report());
    return { none: none!, scores: scores!, pages: pages! };
  } finally {
    for (const each of asked) await each.close();
    await rm(copies, { recursive: true, force: true });
  }
}

class AskedEngine {
  private latencies: number[] = [];
  private hits = 0;
  private misses = 0;
  private cached = 0;
  private degraded = 0;
  private unanswered = 0;
  private engine: Engine | undefined;

  private constructor(private readonly mode: ReplayMode) {}

  static async open(source: BenchSource, mode: ReplayMode, options: EngineOptions): Promise<AskedEngine> {
    const asked = new AskedEngine(mode);
    asked.engine = await openBenchEngine(source, {
      ...options,
      ...(mode === 'none' && { cacheBytes: 0, sharedCache: undefined }),
      cacheObserver: {
        read: (cache, { hits, misses }: CacheReading) => {
          if (cache !== 'scores') return;
          asked.hits += hits;
          asked.misses += misses;
        },
        failed: () => asked.unanswered++,
        state: () => undefined,
      },
    });
    return asked;
  }

  /** Forgets what the warm-up took. */
  begin(): void {
    this.latencies = [];
    this.hits = this.misses = this.cached = this.degraded = this.unanswered = 0;
  }

  async ask(query: string, withPages: boolean): Promise<void> {
    const pages = withPages && this.mode === 'pages';
    const start = performance.now();
    const answer = await this.engine!.cascade.search({ query }, { unhurried: true, ...(!pages && { cache: false }) });
    this.latencies.push(performance.now() - start);
    if (answer.cached) this.cached++;
    if (answer.degraded.length > 0) this.degraded++;
  }

  report(): ReplayReport {
    const searches = this.latencies.length;
    const pairs = this.hits + this.misses;
    const scores = pairs === 0 ? 0 : this.hits / pairs;
    return {
      ...percentiles(this.latencies),
      mean_ms: round(this.latencies.reduce((sum, ms) => sum + ms, 0) / searches),
      hit_rate: round(this.mode === 'pages' ? this.cached / searches : scores),
      degraded: this.degraded,
      unanswered: this.unanswered,
    };
  }

  async close(): Promise<void> {
    await this.engine?.close();
  }
}
