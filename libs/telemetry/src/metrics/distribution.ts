import { Histogram, type Registry } from 'prom-client';
import { SparseBuckets } from './sparse-buckets.js';

export interface DistributionOptions<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly Label[];
  /** Upper bounds of the classic buckets. */
  readonly buckets: readonly number[];
  readonly registry: Registry;
}

/** Values of 0 and above by their labels, as a classic histogram and as a native one: whoever scrapes says which it takes. */
export class Distribution<Label extends string> extends Histogram {
  private readonly sparse = new Map<string, SparseBuckets>();
  private readonly names: readonly Label[];

  constructor({ name, help, labels, buckets, registry }: DistributionOptions<Label>) {
    super({
      ...{ name, help, registers: [registry] },
      labelNames: [...labels],
      buckets: [...buckets],
      enableExemplars: true,
    });
    this.names = labels;
  }

  /** @param traceId Of the trace that shows this one: the exemplar of its bucket, for formats that have them. */
  note(labels: Readonly<Record<Label, string>>, value: number, traceId?: string): void {
    this.observe({ labels, value, ...(traceId !== undefined && { exemplarLabels: { trace_id: traceId } }) });
    const key = this.keyOf(labels);
    let buckets = this.sparse.get(key);
    if (buckets === undefined) this.sparse.set(key, (buckets = new SparseBuckets()));
    buckets.observe(value);
  }

  /** Undefined where nothing was noted under these labels. */
  sparseOf(labels: Readonly<Record<string, unknown>>): SparseBuckets | undefined {
    return this.sparse.get(this.keyOf(labels));
  }

  private keyOf(labels: Readonly<Record<string, unknown>>): string {
    return this.names.map((name) => String(labels[name])).join('\n');
  }
}
