import { Counter, type Registry } from 'prom-client';
import { callBuckets } from './buckets.js';
import { Latency } from './latency.js';

/** What caches found, and how the shared one (Redis) does as this process sees it. */
export class CacheMetrics {
  private readonly reads: Counter<'cache' | 'outcome'>;
  private readonly callTime: Latency<never>;
  private readonly failures: Counter<'cause'>;
  private readonly opened: Counter;

  constructor(registry: Registry) {
    const registers = [registry];
    this.reads = new Counter({
      name: 'weir_cache_reads_total',
      help: 'Keys read from a cache (pages, scores) by outcome: hit or miss.',
      labelNames: ['cache', 'outcome'],
      registers,
    });
    this.callTime = new Latency({
      name: 'weir_cache_call_seconds',
      help: 'Time of calls of the shared cache that were answered.',
      labels: [],
      buckets: callBuckets,
      registry,
    });
    this.failures = new Counter({
      name: 'weir_cache_failures_total',
      help: 'Calls of the shared cache without an answer: timeout, failed, or open (not tried, because those before failed).',
      labelNames: ['cause'],
      registers,
    });
    for (const cache of ['pages', 'scores'])
      for (const outcome of ['hit', 'miss']) this.reads.inc({ cache, outcome }, 0);
    for (const cause of ['timeout', 'failed', 'open']) this.failures.inc({ cause }, 0);
    this.opened = new Counter({
      name: 'weir_cache_opened_total',
      help: 'How often the shared cache was given up for a while.',
      registers,
    });
  }

  read(cache: 'pages' | 'scores', { hits, misses }: { readonly hits: number; readonly misses: number }): void {
    if (hits > 0) this.reads.inc({ cache, outcome: 'hit' }, hits);
    if (misses > 0) this.reads.inc({ cache, outcome: 'miss' }, misses);
  }

  answered(ms: number): void {
    this.callTime.observe({}, ms);
  }

  failed(cause: 'timeout' | 'failed' | 'open'): void {
    this.failures.inc({ cause });
  }

  givenUp(): void {
    this.opened.inc();
  }
}
