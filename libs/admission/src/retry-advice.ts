/** Weight of a second ago, when what was begun and refused lately is counted. */
const halfLifeMs = 1000;
const shortestMs = 250;
const longestMs = 10_000;

/**
 * When those who were refused should ask again: the longer, the more of what was asked lately had to be refused. Where
 * nine of ten are refused it takes ten such spans until all of them have had a turn.
 */
export class RetryAdvice {
  private begun = 0;
  private refusals = 0;
  private at = 0;

  /** @param random 0 to 1, spreads the advice by half to either side */
  constructor(private readonly random: () => number) {}

  began(now: number): void {
    this.fade(now);
    this.begun++;
  }

  /** Counts a refusal and gives its advice, ms. */
  refused(now: number): number {
    this.fade(now);
    this.refusals++;
    const asked = this.begun + this.refusals;
    const spans = asked / Math.max(1, this.begun);
    return Math.min(longestMs, shortestMs * spans) * (0.5 + this.random());
  }

  private fade(now: number): void {
    const kept = 0.5 ** (Math.max(0, now - this.at) / halfLifeMs);
    this.begun *= kept;
    this.refusals *= kept;
    this.at = now;
  }
}
