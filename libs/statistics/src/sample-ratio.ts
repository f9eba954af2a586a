import { chiSquareSf } from './distributions/chi-square.js';

/** How well the units' split over variants fits the weights. */
export interface SampleRatio {
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  /** Of "the split is as the weights say". 1 of no units at all. */
  readonly pValue: number;
  /** Units that the weights promise each variant. */
  readonly expected: readonly number[];
}

/**
 * Pearson's chi-square test of the variants' counts against their weights, which need not sum to 1. A small p-value says
 * that units were lost or moved on the way, and that no other result is to be believed (Fabijan et al., Diagnosing
 * sample ratio mismatch in online controlled experiments, KDD 2019). Units in a variant of weight 0 are a mismatch.
 * Throws a RangeError unless there is one weight a count and one above 0.
 */
export function sampleRatioMismatch(counts: readonly number[], weights: readonly number[]): SampleRatio {
  const totalWeight = weights.reduce((sum, weight) => sum + weight, 0);
  if (counts.length !== weights.length || !(totalWeight > 0) || weights.some((weight) => weight < 0)) {
    throw new RangeError(
      `A sample ratio needs one weight a variant, none below 0 and one above it: got ${counts.length} counts and weights ${weights.join(', ')}.`,
    );
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  const expected = weights.map((weight) => (weight / totalWeight) * total);
  const degreesOfFreedom = weights.filter((weight) => weight > 0).length - 1;
  const chiSquare = counts.reduce((sum, count, i) => {
    const gap = count - expected[i]!;
    return gap === 0 ? sum : sum + (gap * gap) / expected[i]!;
  }, 0);
  if (chiSquare === Infinity) return { chiSquare, degreesOfFreedom, pValue: 0, expected };
  const pValue = total === 0 || degreesOfFreedom === 0 ? 1 : chiSquareSf(chiSquare, degreesOfFreedom);
  return { chiSquare, degreesOfFreedom, pValue, expected };
}
