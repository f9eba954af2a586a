import type { Registry } from 'prom-client';
import { tokenBuckets, waitBuckets } from './buckets.js';
import { Distribution } from './distribution.js';
import { firstSeen } from './label.js';
import { Latency } from './latency.js';

/** What models do in this process: how long their work waits, and how much of it is done at once. */
export class InferenceMetrics {
  private readonly wait: Latency<'priority'>;
  private readonly run: Latency<'model'>;
  private readonly tokens: Distribution<'model'>;
  private readonly rows: Distribution<'model'>;
  private readonly model = firstSeen(16);
  private readonly priority = firstSeen(8);

  constructor(registry: Registry) {
    this.wait = new Latency({
      name: 'weir_inference_wait_seconds',
      help: 'How long a piece of work waited for a core until it was begun or dropped, by priority (query, rerank, passage, background).',
      labels: ['priority'],
      buckets: waitBuckets,
      registry,
    });
    this.run = new Latency({
      name: 'weir_inference_run_seconds',
      help: 'How long a piece of work ran on its core.',
      labels: ['model'],
      buckets: waitBuckets,
      registry,
    });
    this.tokens = new Distribution({
      name: 'weir_inference_batch_tokens',
      help: 'Tokens of one piece of work, padding included.',
      labels: ['model'],
      buckets: tokenBuckets,
      registry,
    });
    this.rows = new Distribution({
      name: 'weir_inference_batch_rows',
      help: 'Texts or pairs of one piece of work.',
      labels: ['model'],
      buckets: [1, 2, 3, 4, 6, 8, 12, 16],
      registry,
    });
  }

  waited(priority: string, ms: number): void {
    this.wait.observe({ priority: this.priority(priority) }, ms);
  }

  ran({ model: name, rows, tokens, ms }: InferencePiece): void {
    const model = this.model(name);
    this.run.observe({ model }, ms);
    this.tokens.note({ model }, tokens);
    this.rows.note({ model }, rows);
  }
}

/** A piece of work that was done. */
export interface InferencePiece {
  /** `name@version`. */
  readonly model: string;
  readonly rows: number;
  readonly tokens: number;
  readonly ms: number;
}
