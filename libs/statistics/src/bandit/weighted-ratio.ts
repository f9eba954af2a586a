import type { PairMoments } from '../moments.js';
import type { Statistic } from '../statistics/statistic.js';

/** What the units of one variant did that one batch drew. */
export interface WeightedBatch {
  /** Probability with which each unit of the batch got the variant. */
  readonly weight: number;
  /** Numerator and denominator of each unit; the denominator of a mean is 1. */
  readonly moments: PairMoments;
}

/**
 * A variant's ratio of two sums over units (a mean where the denominator is 1) in an experiment whose weights followed its
 * results: every unit counts 1 / weight, so that each batch counts as if all of its units had got the variant, whatever
 * the weights were. Comparisons of variants therefore hold where behaviour changes from batch to batch too. The estimate
 * is Hajek's (self-normalised inverse propensity), its variance the delta method's: the two variants' are uncorrelated.
 * Horvitz and Thompson, JASA 1952; Hajek 1971; Hadad et al., PNAS 2021, section 2.
 *
 * `n` is the number of units, `variance` that of one of them were they alike: that of the ratio is `variance / n`.
 */
export function selfNormalisedRatio(batches: readonly WeightedBatch[]): Statistic {
  let [n, top, bottom] = [0, 0, 0];
  for (const { weight, moments } of batches) {
    if (!(weight > 0 && weight <= 1)) {
      throw new RangeError(`A batch gave the variant the weight ${weight}: it must be above 0 and at most 1.`);
    }
    n += moments.n;
    top += moments.m.sum / weight;
    bottom += moments.d.sum / weight;
  }
  if (n === 0 || bottom === 0) return { n, mean: 0, variance: 0 };
  const mean = top / bottom;
  let squares = 0;
  for (const { weight, moments } of batches) {
    const { m, d, sumProducts } = moments;
    squares += (m.sumSquares - 2 * mean * sumProducts + mean * mean * d.sumSquares) / (weight * weight);
  }
  return { n, mean, variance: (Math.max(squares, 0) / (bottom * bottom)) * n };
}
