import type { Moments } from '../moments.js';
import { betaPosterior, normalPosterior, type Posterior } from './posterior.js';
import { probabilityBest } from './probability-best.js';

export interface AllocationOptions {
  /** `rate` for values of 0 and 1 (beta posterior, flat prior), `mean` for others (normal posterior, no prior). */
  readonly kind: 'rate' | 'mean';
  /**
   * Least weight of a variant, from above 0 to 1 / variants. Without it a variant that was unlucky early is never shown
   * again, and no analysis can be corrected. @defaultValue 0.05, or 1 / variants where that is less
   */
  readonly floor?: number;
}

export interface Allocation {
  readonly probabilityBest: readonly number[];
  /** Shares of the next batch's traffic; they sum to 1, and each is at least the floor. */
  readonly weights: readonly number[];
}

/**
 * Weights of the variants for the next batch of units by Thompson sampling: the probability that the variant is the best,
 * after all batches so far, over a floor. All units of a batch have the same weights, so these are its propensities: keep
 * them with the batch's moments, the analysis needs both. Chapelle and Li, An empirical evaluation of Thompson sampling,
 * NIPS 2011.
 *
 * Weights are equal until each variant of kind `mean` has two different values.
 *
 * @param arms all data of each variant so far
 */
export function allocate(arms: readonly Moments[], options: AllocationOptions): Allocation {
  const { kind, floor = Math.min(0.05, 1 / arms.length) } = options;
  if (arms.length < 2) throw new RangeError(`A bandit needs two variants or more, but got ${arms.length}.`);
  if (!(floor > 0 && floor * arms.length <= 1 + 1e-12)) {
    throw new RangeError(
      `The floor is ${floor}: for ${arms.length} variants it must be above 0 and at most 1/${arms.length}.`,
    );
  }
  const posteriors = arms.map((arm) => posteriorOf(arm, kind));
  const best = posteriors.every((each) => each !== null)
    ? probabilityBest(posteriors)
    : arms.map(() => 1 / arms.length);
  return { probabilityBest: best, weights: best.map((probability) => floor + (1 - floor * arms.length) * probability) };
}

function posteriorOf(arm: Moments, kind: AllocationOptions['kind']): Posterior | null {
  if (kind === 'rate') return betaPosterior({ n: arm.n, successes: arm.sum });
  const spread = arm.n < 2 ? 0 : arm.sumSquares - (arm.sum * arm.sum) / arm.n;
  return spread > 0 ? normalPosterior(arm) : null;
}
