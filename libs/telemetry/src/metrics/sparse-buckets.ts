/**
 * Eight buckets a doubling: each is 9 % wider than the one before, so that a quantile is off by 4.5 % at most (schema 3
 * of Prometheus's native histograms, https://prometheus.io/docs/specs/native_histograms/).
 */
export const sparseSchema = 3;
const bucketsPerDoubling = 2 ** sparseSchema;
/** What is no greater counts as zero. */
export const zeroThreshold = 1e-6;
/** Values are taken to be no greater: with the threshold, a bound on the number of buckets, 248. */
const greatest = 2 ** 11;

/** Buckets in a row, from `offset` buckets behind the end of those before, or behind bucket 0. */
export interface BucketSpan {
  readonly offset: number;
  readonly length: number;
}

/** How often values were seen, in buckets that are made when they are needed. */
export class SparseBuckets {
  zeros = 0;
  private readonly counts = new Map<number, number>();

  /** @param value 0 or above */
  observe(value: number): void {
    if (value <= zeroThreshold) {
      this.zeros++;
      return;
    }
    // Bucket i is of values above base^(i - 1), up to base^i, where base = 2^(1/8).
    const index = Math.ceil(Math.log2(Math.min(value, greatest)) * bucketsPerDoubling);
    this.counts.set(index, (this.counts.get(index) ?? 0) + 1);
  }

  /** Spans of the buckets that have something, and of each bucket how much more it has than the one before. */
  encoded(): { readonly spans: readonly BucketSpan[]; readonly deltas: readonly number[] } {
    const spans: { offset: number; length: number }[] = [];
    const deltas: number[] = [];
    let end = 0;
    let before = 0;
    for (const [index, count] of [...this.counts].sort(([a], [b]) => a - b)) {
      const last = spans.at(-1);
      if (last !== undefined && index === end) last.length++;
      else spans.push({ offset: index - end, length: 1 });
      deltas.push(count - before);
      end = index + 1;
      before = count;
    }
    return { spans, deltas };
  }
}
