import { normalPpf } from '../distributions/normal.js';
import { pairMomentsOf, type PairMoments } from '../moments.js';
import { ratio } from './ratio.js';
import type { Statistic } from './statistic.js';

/** What a quantile of observations needs, several of which may be one unit's. */
export interface QuantileSample {
  /** The quantile: 0.95 for the 95th percentile. */
  readonly level: number;
  /** The quantile of all observations, and those at the levels of `quantileBounds`. */
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
  /** Over units: m = observations at or below `estimate`, d = observations. */
  readonly units: PairMoments;
}

/**
 * The quantile of observations, as latency's 95th percentile, where a unit brings several: the density at the quantile
 * comes from the observations one interval below and above it, the variance of the share below it from the delta method
 * over units. Deng, Knoblich and Lu, KDD 2018, section 4. The variance is 0 where there are too few observations for
 * such an interval. `n` is the number of units.
 */
export function quantile({ level, estimate, lower, upper, units }: QuantileSample): Statistic {
  const observations = units.d.sum;
  const { n } = units;
  if (n <= 1 || !isWide(level, observations)) return { n, mean: estimate, variance: 0 };
  // (upper - lower) / 2z is the deviation that independent observations would give; clustering scales its variance.
  const independent = ((upper - lower) / (2 * Z)) ** 2;
  const clustering = ratio(units).variance / n / ((level * (1 - level)) / observations);
  return { n, mean: estimate, variance: n * independent * clustering };
}

/** The levels, in 0..1, of the observations that `quantile` takes as lower and upper, of `observations` in all. */
export function quantileBounds(level: number, observations: number): readonly [lower: number, upper: number] {
  const halfWidth = Z * Math.sqrt((level * (1 - level)) / observations);
  return [Math.max(0, level - halfWidth), Math.min(1, level + halfWidth)];
}

/** The same, of observations in memory: one list a unit. */
export function quantileOf(units: readonly ArrayLike<number>[], level: number): Statistic {
  const sorted = Float64Array.from(units.flatMap((values) => Array.from(values))).sort();
  if (sorted.length === 0) return { n: units.length, mean: 0, variance: 0 };
  const at = (share: number): number =>
    sorted[Math.min(sorted.length, Math.max(1, Math.ceil(share * sorted.length))) - 1]!;
  const estimate = at(level);
  const [lower, upper] = quantileBounds(level, sorted.length).map(at) as [number, number];
  const below = units.map((values) => Array.from(values).filter((value) => value <= estimate).length);
  const counts = pairMomentsOf(
    below,
    units.map((values) => values.length),
  );
  return quantile({ level, estimate, lower, upper, units: counts });
}

/** The interval around the quantile is one of 95 %, whatever that of the test. */
const Z = normalPpf(0.975);

function isWide(level: number, observations: number): boolean {
  return observations > Z * Z * Math.max(level / (1 - level), (1 - level) / level);
}
