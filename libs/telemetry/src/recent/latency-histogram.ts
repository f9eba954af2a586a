/** Upper bounds of the buckets are this factor apart: a quantile is off by 2.5 % at most. */
const growth = 1.05;
/** Upper bound of the first bucket, ms. */
const least = 0.01;
/** Up to 100 s; what took longer counts as that. */
const buckets = Math.ceil(Math.log(1e7) / Math.log(growth)) + 1;

/** How long something took, in buckets that are alike in proportion: little memory, no time lost to sorting, and two can be added. */
export class LatencyHistogram {
  private readonly counts = new Uint32Array(buckets);
  count = 0;

  add(ms: number): void {
    const bucket = ms <= least ? 0 : Math.ceil(Math.log(ms / least) / Math.log(growth));
    this.counts[Math.min(bucket, buckets - 1)]!++;
    this.count++;
  }

  merge(other: LatencyHistogram): void {
    other.counts.forEach((count, bucket) => {
      this.counts[bucket]! += count;
    });
    this.count += other.count;
  }

  /** The time that this share of all stayed below, ms; 0 where nothing was timed. */
  quantile(share: number): number {
    if (this.count === 0) return 0;
    const rank = Math.max(1, Math.ceil(share * this.count));
    let below = 0;
    const bucket = this.counts.findIndex((count) => (below += count) >= rank);
    // The middle of the bucket, in proportion.
    return least * growth ** (bucket - 0.5);
  }
}
