import { LatencyHistogram } from './latency-histogram.js';

/** One search, as it is observed. */
export interface SearchObservation {
  readonly tookMs: number;
  readonly cached: boolean;
  readonly timings: readonly {
    readonly stage: string;
    readonly ms: number;
    readonly candidatesIn: number;
    readonly candidatesOut: number;
    /** What was left of the search's deadline when the stage ended, ms; absent where it had none. */
    readonly leftMs?: number;
  }[];
  readonly degraded: readonly { readonly stage: string; readonly cause: string }[];
  /** Of its trace, where there is one that is kept. */
  readonly traceId?: string | undefined;
}

/** What one stage did over a stretch of time. */
export class StageTally {
  readonly latency = new LatencyHistogram();
  /** How often it did not do all of its work, by cause. */
  readonly degraded = new Map<string, number>();
  /** Sums over all of its runs. */
  candidatesIn = 0;
  candidatesOut = 0;

  merge(other: StageTally): void {
    this.latency.merge(other.latency);
    for (const [cause, count] of other.degraded) grow(this.degraded, cause, count);
    this.candidatesIn += other.candidatesIn;
    this.candidatesOut += other.candidatesOut;
  }
}

/** What the searches of a stretch of time took, and what became of them. */
export class SearchTally {
  cached = 0;
  degraded = 0;
  failed = 0;
  /** Of whole searches. */
  readonly latency = new LatencyHistogram();
  readonly stages = new Map<string, StageTally>();
  /** Keys read from each cache. */
  readonly caches = new Map<string, { hits: number; misses: number }>();

  searched({ tookMs, cached, timings, degraded }: SearchObservation): void {
    this.latency.add(tookMs);
    if (cached) this.cached++;
    if (degraded.length > 0) this.degraded++;
    for (const { stage, ms, candidatesIn, candidatesOut } of timings) {
      const tally = this.stage(stage);
      tally.latency.add(ms);
      tally.candidatesIn += candidatesIn;
      tally.candidatesOut += candidatesOut;
    }
    for (const { stage, cause } of degraded) grow(this.stage(stage).degraded, cause, 1);
  }

  searchFailed(): void {
    this.failed++;
  }

  cacheRead(cache: string, { hits, misses }: { readonly hits: number; readonly misses: number }): void {
    const known = this.caches.get(cache);
    if (known === undefined) this.caches.set(cache, { hits, misses });
    else {
      known.hits += hits;
      known.misses += misses;
    }
  }

  merge(other: SearchTally): void {
    this.cached += other.cached;
    this.degraded += other.degraded;
    this.failed += other.failed;
    this.latency.merge(other.latency);
    for (const [stage, tally] of other.stages) this.stage(stage).merge(tally);
    for (const [cache, reads] of other.caches) this.cacheRead(cache, reads);
  }

  private stage(name: string): StageTally {
    const known = this.stages.get(name);
    if (known !== undefined) return known;
    const made = new StageTally();
    this.stages.set(name, made);
    return made;
  }
}

function grow(counts: Map<string, number>, key: string, by: number): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
