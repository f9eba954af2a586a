import { covarianceOf, varianceOf, type PairMoments } from '../moments.js';
import type { Statistic } from './statistic.js';

/**
 * A ratio of two sums over units, such as clicks by searches or revenue by orders, where the unit of assignment is the
 * shopper and not the search. Its variance is the delta method's: Deng, Knoblich and Lu, Applying the delta method in
 * metric analytics, KDD 2018, section 2.2. A denominator that sums to 0 gives mean and variance 0.
 */
export function ratio(moments: PairMoments): Statistic {
  const { n, m, d } = moments;
  if (n === 0 || d.sum === 0) return { n, mean: 0, variance: 0 };
  const mean = m.sum / d.sum;
  const denominator = d.sum / n;
  const variance =
    (varianceOf(n, m) - 2 * mean * covarianceOf(moments) + mean * mean * varianceOf(n, d)) /
    (denominator * denominator);
  return { n, mean, variance };
}
