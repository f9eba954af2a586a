import { studentCritical, studentTwoSided } from './student-t.js';

/** How much better one system's values are than another's, query by query. */
export interface PairedEffect {
  /** Mean of after - before. */
  readonly difference: number;
  /** Bounds of the confidence interval of `difference`. */
  readonly low: number;
  readonly high: number;
  /** Two-sided p-value of "no difference". 1 where every difference is 0. */
  readonly p: number;
}

/**
 * Paired t-test over queries. NaN bounds and p with fewer than two queries. Smucker, Allan and Carterette, A comparison
 * of statistical significance tests for information retrieval evaluation, CIKM 2007.
 *
 * @param level of the confidence interval, e.g. 0.95
 */
export function pairedTTest(before: readonly number[], after: readonly number[], level = 0.95): PairedEffect {
  const differences = pairedDifferences(before, after);
  const n = differences.length;
  const difference = mean(differences);
  const variance = differences.reduce((sum, value) => sum + (value - difference) ** 2, 0) / (n - 1);
  if (variance === 0) return { difference, low: difference, high: difference, p: difference === 0 ? 1 : 0 };
  const error = Math.sqrt(variance / n);
  const margin = n > 1 ? studentCritical(level, n - 1) * error : NaN;
  return {
    difference,
    low: difference - margin,
    high: difference + margin,
    p: studentTwoSided(difference / error, n - 1),
  };
}

/** Takes after - before, query by query; throws a RangeError if the lengths differ. */
export function pairedDifferences(before: readonly number[], after: readonly number[]): readonly number[] {
  if (before.length !== after.length) {
    throw new RangeError(
      `Paired tests need one value a query on both sides, but got ${before.length} and ${after.length}.`,
    );
  }
  return before.map((value, i) => after[i]! - value);
}

/** The arithmetic mean; NaN of nothing. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
