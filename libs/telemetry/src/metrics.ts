import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Seconds: fine where searches should be, from 0.25 ms to 10 s. */
const latencyBuckets = [
  0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 10,
];

/** One search, as metrics see it. */
export interface SearchObservation {
  readonly tookMs: number;
  readonly cached: boolean;
  readonly timings: readonly { readonly stage: string; readonly ms: number }[];
  readonly degraded: readonly { readonly stage: string; readonly cause: string }[];
}

/** What is counted and timed in this process, for Prometheus to read. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly searches = new Counter({
    name: 'weir_searches_total',
    help: 'Searches by outcome: ok, degraded, or the code of the error that they ended with.',
    labelNames: ['outcome', 'cached'],
    registers: [this.registry],
  });
  private readonly searchSeconds = new Histogram({
    name: 'weir_search_seconds',
    help: 'Time of a whole search.',
    labelNames: ['cached'],
    buckets: latencyBuckets,
    registers: [this.registry],
  });
  private readonly stageSeconds = new Histogram({
    name: 'weir_stage_seconds',
    help: 'Time of one stage of a search.',
    labelNames: ['stage'],
    buckets: latencyBuckets,
    registers: [this.registry],
  });
  private readonly degraded = new Counter({
    name: 'weir_degraded_total',
    help: 'Stages that did not do all of their work, by cause.',
    labelNames: ['stage', 'cause'],
    registers: [this.registry],
  });
  private readonly writes = new Counter({
    name: 'weir_catalogue_writes_total',
    help: 'Products written, deleted and refused.',
    labelNames: ['kind'],
    registers: [this.registry],
  });
  private readonly events = new Counter({
    name: 'weir_events_total',
    help: 'Events of shoppers by what became of them: accepted, duplicate, refused, or lost (not written beside a search).',
    labelNames: ['outcome'],
    registers: [this.registry],
  });
  private readonly cacheReads = new Counter({
    name: 'weir_cache_reads_total',
    help: 'Keys read from a cache (pages, scores) by outcome: hit or miss.',
    labelNames: ['cache', 'outcome'],
    registers: [this.registry],
  });
  private readonly cacheFailures = new Counter({
    name: 'weir_cache_failures_total',
    help: 'Calls of the shared cache without an answer: timeout, failed, or open (not tried, because those before failed).',
    labelNames: ['cause'],
    registers: [this.registry],
  });
  private readonly cacheOpened = new Counter({
    name: 'weir_cache_opened_total',
    help: 'How often the shared cache was given up for a while.',
    registers: [this.registry],
  });

  constructor() {
    // Its metrics of the process and of Node.js, event-loop lag among them.
    collectDefaultMetrics({ register: this.registry });
  }

  searched(search: SearchObservation): void {
    const cached = String(search.cached);
    this.searches.inc({ outcome: search.degraded.length > 0 ? 'degraded' : 'ok', cached });
    this.searchSeconds.observe({ cached }, search.tookMs / 1000);
    for (const { stage, ms } of search.timings) this.stageSeconds.observe({ stage }, ms / 1000);
    for (const { stage, cause } of search.degraded) this.degraded.inc({ stage, cause });
  }

  searchFailed(code: string): void {
    this.searches.inc({ outcome: code, cached: 'false' });
  }

  wrote(kind: 'upserted' | 'deleted' | 'refused', products: number): void {
    this.writes.inc({ kind }, products);
  }

  recorded(outcome: 'accepted' | 'duplicate' | 'refused' | 'lost', events: number): void {
    this.events.inc({ outcome }, events);
  }

  cacheRead(cache: 'pages' | 'scores', { hits, misses }: { readonly hits: number; readonly misses: number }): void {
    if (hits > 0) this.cacheReads.inc({ cache, outcome: 'hit' }, hits);
    if (misses > 0) this.cacheReads.inc({ cache, outcome: 'miss' }, misses);
  }

  cacheFailed(cause: 'timeout' | 'failed' | 'open'): void {
    this.cacheFailures.inc({ cause });
  }

  cacheGivenUp(): void {
    this.cacheOpened.inc();
  }

  /** A gauge that is read when Prometheus asks. */
  gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }

  /** A counter whose total is kept elsewhere, and read when Prometheus asks. */
  counted(name: string, help: string, read: () => number): void {
    new Counter({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  }

  /** A gauge of several values, each with its labels, that are read when Prometheus asks. */
  labelledGauge<Label extends string>(
    name: string,
    help: string,
    labels: readonly Label[],
    read: () => readonly (readonly [Readonly<Record<Label, string>>, number])[],
  ): void {
    new Gauge({
      name,
      help,
      labelNames: [...labels],
      registers: [this.registry],
      collect() {
        this.reset();
        for (const [values, value] of read()) this.set(values, value);
      },
    });
  }

  /** The text that `GET /metrics` answers, and its content type. */
  async exposition(): Promise<{ readonly contentType: string; readonly text: string }> {
    return { contentType: this.registry.contentType, text: await this.registry.metrics() };
  }
}
