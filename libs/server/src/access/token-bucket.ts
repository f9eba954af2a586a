/** So many requests a second on average, as many at once after a pause of a second. */
export class TokenBucket {
  private tokens: number;
  private filledAt: number;

  /** @param now ms on a monotonic clock */
  constructor(
    private readonly perSecond: number,
    now: number,
  ) {
    this.tokens = this.burst;
    this.filledAt = now;
  }

  /** 0 where the request may pass, else how long until one may, ms. */
  take(now: number): number {
    this.tokens = Math.min(this.burst, this.tokens + ((now - this.filledAt) / 1000) * this.perSecond);
    this.filledAt = now;
    if (this.tokens < 1) return ((1 - this.tokens) / this.perSecond) * 1000;
    this.tokens -= 1;
    return 0;
  }

  private get burst(): number {
    return Math.max(1, this.perSecond);
  }
}
