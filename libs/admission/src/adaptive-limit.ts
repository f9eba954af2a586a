export interface AdaptiveLimitOptions {
  /** Bounds of the limit, pieces of work at one time. */
  readonly least: number;
  readonly most: number;
  readonly initial: number;
  /** Delay that may stand, ms. */
  readonly targetMs: number;
  /** How often the limit is looked at, ms. */
  readonly intervalMs: number;
}

/** Cut where delay stands, and where it stands far above the target. */
const backOff = 0.85;
const backOffFar = 0.6;
const far = 4;
/** Fewer say nothing about an interval. */
const leastSamples = 3;

/**
 * How much may be under way at one time: additive increase, multiplicative decrease on the delay that work meets behind
 * other work. As in CoDel (Nichols and Jacobson, "Controlling Queue Delay", ACM Queue 10(5), 2012) what counts is the
 * least delay of an interval: one that even the luckiest met stands, a burst or a pause does not. It rises by one an
 * interval where the limit was reached and delay is below half of the target.
 */
export class AdaptiveLimit {
  private value: number;
  private since: number | undefined;
  private standing = Infinity;
  private samples = 0;
  private wasReached = false;

  constructor(private readonly options: AdaptiveLimitOptions) {
    this.value = options.initial;
  }

  get limit(): number {
    return Math.floor(this.value);
  }

  /** Work was begun, so that `underWay` are. */
  began(underWay: number): void {
    if (underWay >= this.limit) this.wasReached = true;
  }

  /**
   * Work has ended that stood behind other work for `delayMs` in all, beside its turn in the line.
   *
   * @param now on any monotonic clock, ms
   */
  ended(delayMs: number, now: number): void {
    this.since ??= now;
    this.standing = Math.min(this.standing, delayMs);
    this.samples++;
    if (now - this.since < this.options.intervalMs || this.samples < leastSamples) return;
    this.adapt();
    this.since = now;
    this.standing = Infinity;
    this.samples = 0;
    this.wasReached = false;
  }

  private adapt(): void {
    const { least, most, targetMs } = this.options;
    if (this.standing > targetMs) {
      const cut = this.standing > far * targetMs ? backOffFar : backOff;
      this.value = Math.max(least, this.value * cut);
    } else if (this.wasReached && this.standing <= targetMs / 2) {
      this.value = Math.min(most, this.value + 1);
    }
  }
}
