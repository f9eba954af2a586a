export interface DimmerOptions {
  /** How often it is looked at whether more is asked than can be done, ms. @defaultValue 100 */
  readonly intervalMs?: number;
  /** Kept of the share in every strained interval. @defaultValue 0.8 */
  readonly down?: number;
  /** Added to the share in every other one. @defaultValue 0.02 */
  readonly up?: number;
}

/**
 * How much of the work that an answer can do without may be done now, 0 to 1: a share that falls geometrically while
 * more is asked than can be done, and comes back slowly, so that everybody is answered a little less well rather than
 * some not at all. It is the dimmer of brownout (Klein, Maggio, Årzén, Hernández-Rodriguez, "Brownout: Building More
 * Robust Cloud Applications", ICSE 2014), with the additive increase and multiplicative decrease of congestion control in
 * place of their controller: it needs no model of the machine.
 */
export class Dimmer {
  private value = 1;
  private since: number | undefined;
  private strained = false;
  private readonly intervalMs: number;
  private readonly down: number;
  private readonly up: number;

  /** @param now monotonic, ms */
  constructor(
    private readonly now: () => number,
    { intervalMs = 100, down = 0.8, up = 0.02 }: DimmerOptions = {},
  ) {
    this.intervalMs = intervalMs;
    this.down = down;
    this.up = up;
  }

  /** More is asked at this moment than can be done. */
  strain(): void {
    this.turn();
    this.strained = true;
  }

  /** The share now. */
  share(): number {
    this.turn();
    return this.value;
  }

  private turn(): void {
    const now = this.now();
    this.since ??= now;
    const intervals = Math.floor((now - this.since) / this.intervalMs);
    if (intervals === 0) return;
    this.since += intervals * this.intervalMs;
    // The first of them is the one that was looked at; in those after it nobody came.
    this.value = this.strained ? this.value * this.down : Math.min(1, this.value + this.up);
    this.value = Math.min(1, this.value + (intervals - 1) * this.up);
    this.strained = false;
  }
}
