import { normalPpf } from '../distributions/normal.js';

/** An estimate as a ratio of two sums over rounds: numerators over denominators. A plain mean has denominators of 1. */
export interface Terms {
  readonly numerators: Float64Array;
  readonly denominators: Float64Array;
}

/** A ratio of sums with the interval that holds its true value. */
export interface PolicyValue {
  readonly value: number;
  /** Of the delta method: sqrt(sum of (numerator - value * denominator)^2) over the sum of the denominators. */
  readonly standardError: number;
  /** Bounds of the confidence interval, corrected for skewness: wider on the side of the long tail. */
  readonly low: number;
  readonly high: number;
}

/**
 * The ratio with a confidence interval by Hall's transformation: a cubic, exactly invertible function of the studentised
 * estimate that takes its skewness out. Importance-weighted clicks are so skewed that the plain normal interval misses the
 * true value on the upper side far more often than it says. Hall, On the removal of skewness by transformation, Journal
 * of the Royal Statistical Society B, 1992. It needs no resampling, so the same log always gives the same bounds.
 *
 * Without spread in the terms both bounds are the value.
 *
 * @param level of the interval, e.g. 0.95
 */
export function ratioOfSums({ numerators, denominators }: Terms, level: number): PolicyValue {
  const n = numerators.length;
  const bottom = denominators.reduce((sum, value) => sum + value, 0);
  const value = numerators.reduce((sum, each) => sum + each, 0) / bottom;
  let squares = 0;
  let cubes = 0;
  for (let i = 0; i < n; i++) {
    const influence = numerators[i]! - value * denominators[i]!;
    squares += influence * influence;
    cubes += influence * influence * influence;
  }
  const standardError = Math.sqrt(squares) / bottom;
  if (!(standardError > 0)) return { value, standardError, low: value, high: value };
  const skew = cubes / squares ** 1.5; // skewness / sqrt(n)
  const z = normalPpf((1 + level) / 2);
  return {
    value,
    standardError,
    low: value - studentised(z, skew) * standardError,
    high: value - studentised(-z, skew) * standardError,
  };
}

/** The studentised estimate whose transform is z; `skew` is skewness / sqrt(n). */
function studentised(z: number, skew: number): number {
  if (Math.abs(skew) < 1e-9) return z;
  return (3 / skew) * (Math.cbrt(1 + skew * (z - skew / 6)) - 1);
}
