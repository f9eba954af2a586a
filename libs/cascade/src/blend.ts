import type { Blend } from './parts.js';

/**
 * Order of a window after the cross-encoder has looked at it: indexes into the window, best first. Ties keep the
 * ranker's order.
 *
 * With a blend, each candidate gets its expected gain: `scored.intercept + scored.rank * z + scored.rerank * logit`, or
 * `unscored.intercept + unscored.rank * z` where there is no logit in time; z is the ranker's score standardised over
 * the window (mean 0, population deviation 1; 0 throughout where all are equal). Without a blend: by logit, the
 * unscored behind in the ranker's order.
 * @param rank one score a candidate of the window, in the ranker's order
 * @param logits NaN where not scored
 */
export function blendOrder(rank: Float64Array, logits: Float64Array, blend: Blend | null): number[] {
  const z = standardised(rank);
  const gain = Float64Array.from(logits, (logit, index) => {
    if (Number.isNaN(logit))
      return blend === null ? -Infinity : blend.unscored.intercept + blend.unscored.rank * z[index]!;
    return blend === null
      ? logit
      : blend.scored.intercept + blend.scored.rank * z[index]! + blend.scored.rerank * logit;
  });
  return descending(gain);
}

/** Indexes by falling value; equal values keep their order, NaN comes last. */
export function descending(values: Float64Array): number[] {
  const keys = values.map((value) => (Number.isNaN(value) ? -Infinity : value));
  return Array.from(keys, (_, index) => index).sort((a, b) => {
    const difference = keys[b]! - keys[a]!;
    // Equal infinities differ by NaN.
    return difference === 0 || Number.isNaN(difference) ? a - b : difference;
  });
}

function standardised(values: Float64Array): Float64Array {
  const known = values.filter((value) => Number.isFinite(value));
  const mean = known.reduce((sum, value) => sum + value, 0) / Math.max(1, known.length);
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, known.length);
  const deviation = Math.sqrt(variance);
  return values.map((value) => (deviation > 1e-12 && Number.isFinite(value) ? (value - mean) / deviation : 0));
}
