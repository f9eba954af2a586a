import { simulateCoverage, simulateQuantileCoverage } from './coverage.js';
import type { Random } from './draws.js';
import type { Guarantee, Simulation } from './guarantee.js';
import { simulatePeeking } from './peeking.js';
import { simulatePlannedPower } from './planned-power.js';
import { simulateSplit } from './split.js';
import { simulateVarianceReduction } from './variance-reduction.js';

export interface CalibrationOptions {
  /** Simulated experiments for each guarantee. Splits of 200,000 units and quantiles get a fraction of them. */
  readonly tests: number;
  readonly random: Random;
  /** Told the simulated experiments so far and in all. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** Simulates experiments whose truth is known and counts how often the statistics are right about them. */
export function calibrate({ tests, random, onProgress }: CalibrationOptions): readonly Guarantee[] {
  const few = Math.max(5, Math.round(tests / 10));
  const some = Math.max(20, Math.round(tests / 5));
  // One pass of peeking and of variance reduction, two of power, six of coverage, two of splits, one of quantiles.
  const total = 10 * tests + 2 * few + some;
  let done = 0;
  const onTest = (): void => {
    done++;
    if (done % 100 === 0 || done === total) onProgress?.(done, total);
  };
  const simulation = (tests: number): Simulation => ({ tests, random, onTest });
  return [
    ...simulatePeeking(simulation(tests)),
    ...simulatePlannedPower(simulation(tests)),
    ...simulateVarianceReduction(simulation(tests)),
    ...simulateSplit(simulation(few)),
    ...simulateCoverage(simulation(tests)),
    simulateQuantileCoverage(simulation(some)),
  ];
}
