import { type Arms, selfNormalisedRatio, type Statistic } from '@weir/statistics';
import type { VariantMoments } from '@weir/storage';
import type { Batch } from '../definition/allocation.js';

/**
 * One variant's metric, every unit weighed by the inverse of the chance that its batch gave it the variant.
 *
 * @param moments of the variant, with the batch as the stratum; units whose batch is not known cannot be weighed
 */
export function weightedStatistic(
  moments: readonly VariantMoments[],
  variant: string,
  batches: readonly Batch[],
): Statistic {
  return selfNormalisedRatio(
    batches.flatMap(({ batch, weights }) => {
      const found = moments.find(({ stratum }) => stratum === String(batch));
      return found === undefined ? [] : [{ weight: weights[variant] ?? 0, moments: pairOf(found) }];
    }),
  );
}

/** Control and treatment, weighed. */
export function weightedArms(
  {
    control,
    treatment,
  }: { readonly control: readonly VariantMoments[]; readonly treatment: readonly VariantMoments[] },
  between: readonly [control: string, treatment: string],
  batches: readonly Batch[],
): Arms {
  return {
    control: weightedStatistic(control, between[0], batches),
    treatment: weightedStatistic(treatment, between[1], batches),
  };
}

/** A mean is a ratio with a denominator of 1. */
function pairOf({ units: n, m, d, sumProducts }: VariantMoments) {
  return d === undefined
    ? { n, m, d: { sum: n, sumSquares: n }, sumProducts: m.sum }
    : { n, m, d, sumProducts: sumProducts ?? 0 };
}
