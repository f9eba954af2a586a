import { Distribution, type DistributionOptions } from './distribution.js';

/** How long something took, by its labels, in seconds. */
export class Latency<Label extends string> {
  private readonly distribution: Distribution<Label>;

  constructor(options: DistributionOptions<Label>) {
    this.distribution = new Distribution(options);
  }

  /** @param traceId Of the trace that shows this one. */
  observe(labels: Readonly<Record<Label, string>>, ms: number, traceId?: string): void {
    this.distribution.note(labels, Math.max(0, ms) / 1000, traceId);
  }
}
