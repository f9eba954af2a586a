import { Counter, type Registry } from 'prom-client';
import { waitBuckets } from './buckets.js';
import { firstSeen } from './label.js';
import { Latency } from './latency.js';

/** Who was let in, who was refused, and how much of the cascade answers were made by. */
export class AdmissionMetrics {
  private readonly refusals: Counter<'reason' | 'priority'>;
  private readonly waits: Latency<'priority'>;
  private readonly rungs: Counter<'rung'>;
  private readonly priority = firstSeen(8);
  private readonly reason = firstSeen(12);
  private readonly rung = firstSeen(12);

  constructor(registry: Registry) {
    const registers = [registry];
    this.refusals = new Counter({
      name: 'weir_admission_rejected_total',
      help: 'Searches that were refused before any work, by priority and reason: full, waited, deadline, displaced, door.',
      labelNames: ['reason', 'priority'],
      registers,
    });
    this.waits = new Latency({
      name: 'weir_admission_queue_seconds',
      help: 'Time that searches which were let in had waited for it.',
      labels: ['priority'],
      buckets: waitBuckets,
      registry,
    });
    this.rungs = new Counter({
      name: 'weir_ladder_total',
      help: 'Answers by how much of the cascade made their list: full, window, cached_scores, ranker, retrieval, last_good.',
      labelNames: ['rung'],
      registers,
    });
  }

  began(priority: string, waitedMs: number): void {
    this.waits.observe({ priority: this.priority(priority) }, waitedMs);
  }

  refused(priority: string, reason: string): void {
    this.refusals.inc({ priority: this.priority(priority), reason: this.reason(reason) });
  }

  answered(rung: string): void {
    this.rungs.inc({ rung: this.rung(rung) });
  }
}
