/** What one row took: of a padded run, its share, and the padded length. */
export interface RowTiming {
  readonly tokens: number;
  readonly ms: number;
}

/** Weight that a timing still has after each later one: about the last 200 rows count. */
const memory = 0.995;
/** Strength of the first slope, in tokens squared: keeps it while all rows have the same length. */
const inertia = 25;

/**
 * Milliseconds of a row from its tokens, for one model on one machine under its present load: a line fitted by least
 * squares with exponentially fading weights, begun by the warm-up's timings and corrected by every run.
 */
export class CostModel {
  private weight = 0;
  private tokens = 0;
  private ms = 0;
  private tokensTokens = 0;
  private tokensMs = 0;
  private firstSlope = 0;
  private deviation = 0;

  constructor(warmUp: readonly RowTiming[]) {
    for (const timing of warmUp) this.add(timing);
    const [slope] = this.line();
    this.firstSlope = slope;
    for (const { tokens, ms } of warmUp) this.deviation += Math.abs(ms - this.predictMs([tokens])) / warmUp.length;
  }

  observe(timing: RowTiming): void {
    const error = Math.abs(timing.ms - this.predictMs([timing.tokens]));
    this.deviation = memory * this.deviation + (1 - memory) * error;
    this.add(timing);
  }

  /** Expected ms of running rows of these lengths, one after the other, on one thread. */
  predictMs(lengths: readonly number[]): number {
    const [slope, intercept] = this.line();
    let total = 0;
    for (const length of lengths) total += Math.max(0, intercept + slope * length);
    return total;
  }

  /** What the same run takes when it is slow: the expectation and one mean deviation. */
  boundMs(lengths: readonly number[]): number {
    // Rows slow down together (another process takes the core), so that deviations add up rather than average out.
    return this.predictMs(lengths) + this.deviation * lengths.length;
  }

  private add({ tokens, ms }: RowTiming): void {
    this.weight = memory * this.weight + 1;
    this.tokens = memory * this.tokens + tokens;
    this.ms = memory * this.ms + ms;
    this.tokensTokens = memory * this.tokensTokens + tokens * tokens;
    this.tokensMs = memory * this.tokensMs + tokens * ms;
  }

  /** Slope in ms a token and intercept in ms a row. */
  private line(): readonly [number, number] {
    if (this.weight === 0) return [0, 0];
    const meanTokens = this.tokens / this.weight;
    const meanMs = this.ms / this.weight;
    const variance = this.tokensTokens / this.weight - meanTokens * meanTokens;
    const covariance = this.tokensMs / this.weight - meanTokens * meanMs;
    const slope = Math.max(0, (covariance + inertia * this.firstSlope) / (variance + inertia));
    return [slope, meanMs - slope * meanTokens];
  }
}
