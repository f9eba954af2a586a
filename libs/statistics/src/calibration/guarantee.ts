import type { Random } from './draws.js';

/** Something that the statistics promise, and what a simulation found. */
export interface Guarantee {
  readonly name: string;
  /** What was simulated and counted. */
  readonly what: string;
  readonly measured: number;
  /** The bounds that the measured value must lie in. */
  readonly least: number;
  readonly most: number;
  readonly holds: boolean;
}

/** What a simulation needs. */
export interface Simulation {
  /** Simulated experiments. */
  readonly tests: number;
  readonly random: Random;
  /** Told after each simulated experiment. */
  readonly onTest: () => void;
}

/** A guarantee that a value lies between two bounds. */
export function between(
  name: string,
  what: string,
  measured: number,
  [least, most]: readonly [number, number],
): Guarantee {
  return { name, what, measured, least, most, holds: measured >= least && measured <= most };
}

/**
 * The bounds around a share that is promised, `slack` to each side, but never closer than four standard errors of a
 * share that is counted in so many experiments.
 */
export function around(share: number, tests: number, slack: number): readonly [number, number] {
  const noise = 4 * Math.sqrt((share * (1 - share)) / tests);
  const reach = Math.max(slack, noise);
  return [Math.max(0, share - reach), Math.min(1, share + reach)];
}

/** The share of simulated experiments of which something is so. */
export function shareOf({ tests, onTest }: Simulation, isSo: () => boolean): number {
  let count = 0;
  for (let test = 0; test < tests; test++) {
    if (isSo()) count++;
    onTest();
  }
  return count / tests;
}
