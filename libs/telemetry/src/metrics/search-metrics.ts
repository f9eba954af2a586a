import { Counter, type Registry } from 'prom-client';
import type { SearchObservation } from '../recent/search-tally.js';
import { leftBuckets, searchBuckets, stageBuckets } from './buckets.js';
import { Distribution } from './distribution.js';
import { firstSeen } from './label.js';
import { Latency } from './latency.js';

/** Codes of searches that Weir failed, not their callers. */
const failures = ['INTERNAL', 'UNAVAILABLE', 'DEADLINE_EXCEEDED', 'RESOURCE_EXHAUSTED'];

/** Whole searches and their stages. */
export class SearchMetrics {
  private readonly searches: Counter<'outcome' | 'cached'>;
  private readonly searchTime: Latency<'cached'>;
  private readonly stageTime: Latency<'stage'>;
  private readonly candidates: Counter<'stage' | 'direction'>;
  private readonly left: Distribution<'stage'>;
  private readonly degraded: Counter<'stage' | 'cause'>;
  private readonly outcome = firstSeen(24);
  private readonly stage = firstSeen(12);
  private readonly cause = firstSeen(8);

  constructor(registry: Registry) {
    const registers = [registry];
    this.searches = new Counter({
      name: 'weir_searches_total',
      help: 'Searches by outcome (ok, degraded, or the code of the error that they ended with), and whether a cached list answered.',
      labelNames: ['outcome', 'cached'],
      registers,
    });
    // A series that is not there yet is no 0: alerts and shares need both sides from the start.
    for (const cached of ['true', 'false'])
      for (const outcome of ['ok', 'degraded']) this.searches.inc({ outcome, cached }, 0);
    for (const code of failures) this.failed(code, 0);
    this.searchTime = new Latency({
      name: 'weir_search_seconds',
      help: 'Time of a whole search that was answered.',
      labels: ['cached'],
      buckets: searchBuckets,
      registry,
    });
    this.stageTime = new Latency({
      name: 'weir_stage_seconds',
      help: 'Time of one stage of a search.',
      labels: ['stage'],
      buckets: stageBuckets,
      registry,
    });
    this.candidates = new Counter({
      name: 'weir_stage_candidates_total',
      help: 'Candidates that went into a stage and came out of it.',
      labelNames: ['stage', 'direction'],
      registers,
    });
    this.left = new Distribution({
      name: 'weir_stage_left_seconds',
      help: "What was left of the search's deadline when a stage ended; 0 where it had passed.",
      labels: ['stage'],
      buckets: leftBuckets,
      registry,
    });
    this.degraded = new Counter({
      name: 'weir_degraded_total',
      help: 'Stages that did not do all of their work, by cause.',
      labelNames: ['stage', 'cause'],
      registers,
    });
  }

  searched({ tookMs, cached: fromCache, timings, degraded, traceId }: SearchObservation): void {
    const cached = String(fromCache);
    this.searches.inc({ outcome: degraded.length > 0 ? 'degraded' : 'ok', cached });
    this.searchTime.observe({ cached }, tookMs, traceId);
    for (const { stage: name, ms, candidatesIn, candidatesOut, leftMs } of timings) {
      const stage = this.stage(name);
      this.stageTime.observe({ stage }, ms, traceId);
      this.candidates.inc({ stage, direction: 'in' }, candidatesIn);
      this.candidates.inc({ stage, direction: 'out' }, candidatesOut);
      if (leftMs !== undefined) this.left.note({ stage }, Math.max(0, leftMs) / 1000);
    }
    for (const { stage, cause } of degraded) this.degraded.inc({ stage: this.stage(stage), cause: this.cause(cause) });
  }

  failed(code: string, searches = 1): void {
    this.searches.inc({ outcome: this.outcome(code), cached: 'false' }, searches);
  }
}
