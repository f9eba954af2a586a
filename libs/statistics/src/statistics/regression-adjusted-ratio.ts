import { covarianceOf, type PairMoments, type Sums } from '../moments.js';
import { ratio } from './ratio.js';
import { adjust, type Adjustable } from './regression-adjusted.js';
import type { Arms } from './statistic.js';

/** The sums of numerator and denominator of a ratio, in the experiment (`post`) and before it (`pre`), over the same units. */
export interface RatioMoments {
  readonly n: number;
  readonly post: { readonly m: Sums; readonly d: Sums; readonly sumProducts: number };
  readonly pre: { readonly m: Sums; readonly d: Sums; readonly sumProducts: number };
  /** Sums of products of a value in the experiment with one before it, the first letter naming the former. */
  readonly across: { readonly mm: number; readonly md: number; readonly dm: number; readonly dd: number };
}

/**
 * A ratio adjusted by the same ratio before the experiment (CUPED): each is linear in its units' values to first order,
 * so that theta is the slope of the one linear form on the other, pooled over both variants. Deng, Knoblich and Lu,
 * KDD 2018, section 2.2, on the estimator of Deng, Xu, Kohavi and Walker, WSDM 2013.
 */
export function regressionAdjustedRatio(arms: {
  readonly control: RatioMoments;
  readonly treatment: RatioMoments;
}): Arms {
  const control = parts(arms.control);
  const treatment = parts(arms.treatment);
  const spread = control.pre.variance + treatment.pre.variance;
  const theta = spread > 0 ? (control.covariance + treatment.covariance) / spread : 0;
  return { control: adjust(control, theta), treatment: adjust(treatment, theta) };
}

function parts({ n, post, pre, across }: RatioMoments): Adjustable {
  const after = ratio({ n, ...post });
  const before = ratio({ n, ...pre });
  if (post.d.sum === 0 || pre.d.sum === 0) return { post: after, pre: before, covariance: 0 };
  const between = (one: Sums, other: Sums, sumProducts: number): number =>
    covarianceOf({ n, m: one, d: other, sumProducts } satisfies PairMoments);
  const covariance =
    (between(post.m, pre.m, across.mm) -
      before.mean * between(post.m, pre.d, across.md) -
      after.mean * between(post.d, pre.m, across.dm) +
      after.mean * before.mean * between(post.d, pre.d, across.dd)) /
    ((post.d.sum / n) * (pre.d.sum / n));
  return { post: after, pre: before, covariance };
}
