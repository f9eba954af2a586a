import { addPairMoments, covarianceOf, varianceOf, type PairMoments } from '../moments.js';
import { sampleMean } from './sample-mean.js';
import type { Arms, Statistic } from './statistic.js';

/** The two variants' moments of a value in the experiment (`m`) and of its covariate before it (`d`). */
export interface PairArms {
  readonly control: PairMoments;
  readonly treatment: PairMoments;
}

/**
 * Means adjusted by what the same units did before the experiment (CUPED), with one slope, theta, over both variants:
 * mean = post - theta * pre. Deng, Xu, Kohavi and Walker, Improving the sensitivity of online controlled experiments by
 * utilizing pre-experiment data, WSDM 2013. The variance falls by the squared correlation of the two. A covariate that
 * does not vary adjusts nothing.
 */
export function regressionAdjusted(arms: PairArms): Arms {
  const pooled = addPairMoments(arms.control, arms.treatment);
  const spread = varianceOf(pooled.n, pooled.d);
  const theta = spread > 0 ? covarianceOf(pooled) / spread : 0;
  return { control: adjust(parts(arms.control), theta), treatment: adjust(parts(arms.treatment), theta) };
}

/** A value, its covariate, and how the two vary together, of one unit. */
export interface Adjustable {
  readonly post: Statistic;
  readonly pre: Statistic;
  readonly covariance: number;
}

/** Takes post - theta * pre, with what it was adjusted from; just `post` where theta is 0. */
export function adjust({ post, pre, covariance }: Adjustable, theta: number): Statistic {
  if (theta === 0) return post;
  return {
    n: post.n,
    mean: post.mean - theta * pre.mean,
    variance: post.variance + theta * theta * pre.variance - 2 * theta * covariance,
    unadjusted: { mean: post.mean, variance: post.variance, covariance: post.variance - theta * covariance },
  };
}

function parts(moments: PairMoments): Adjustable {
  const { n, m, d } = moments;
  return { post: sampleMean({ n, ...m }), pre: sampleMean({ n, ...d }), covariance: covarianceOf(moments) };
}
