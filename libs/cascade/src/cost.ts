const learningRate = 0.2;
const forgetting = 0.8;

/**
 * What a piece of work that cannot be interrupted will take, in ms, learnt from what it took before: an exponential
 * moving average per unit (candidates). Work that was refused for its cost becomes cheaper in memory, so that one slow
 * run (a cold start, a pause) does not refuse it for ever.
 */
export class CostEstimate {
  private perUnitMs: number;

  constructor(initialPerUnitMs = 0) {
    this.perUnitMs = initialPerUnitMs;
  }

  predictMs(units: number): number {
    return this.perUnitMs * units;
  }

  /** Whether the work fits into what is left; asking and being refused counts. */
  fits(units: number, remainingMs: number): boolean {
    if (this.predictMs(units) <= remainingMs) return true;
    this.perUnitMs *= forgetting;
    return false;
  }

  learn(units: number, ms: number): void {
    if (units > 0) this.perUnitMs += learningRate * (ms / units - this.perUnitMs);
  }
}
