import { Counter, type Registry } from 'prom-client';
import { callBuckets } from './buckets.js';
import { firstSeen } from './label.js';
import { Latency } from './latency.js';

/** Calls of OpenSearch as this process sees them. */
export class ClusterMetrics {
  private readonly calls: Counter<'operation' | 'outcome'>;
  private readonly time: Latency<'operation'>;
  private readonly operation = firstSeen(16);

  constructor(registry: Registry) {
    this.calls = new Counter({
      name: 'weir_opensearch_requests_total',
      help: 'Calls of OpenSearch by operation and outcome: ok, refused (a 4xx), failed (a 5xx), or unreachable.',
      labelNames: ['operation', 'outcome'],
      registers: [registry],
    });
    this.time = new Latency({
      name: 'weir_opensearch_request_seconds',
      help: 'Time of calls of OpenSearch, answered or not, tries that failed included.',
      labels: ['operation'],
      buckets: callBuckets,
      registry,
    });
  }

  called({ operation: name, outcome, ms }: ClusterCall): void {
    const operation = this.operation(name);
    this.calls.inc({ operation, outcome });
    this.time.observe({ operation }, ms);
  }
}

/** A call that has ended. */
export interface ClusterCall {
  readonly operation: string;
  readonly outcome: 'ok' | 'refused' | 'failed' | 'unreachable';
  readonly ms: number;
}
