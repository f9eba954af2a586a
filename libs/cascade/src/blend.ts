import type { Blend } from './parts.js';

/**
 * Order of a window after the cross-encoder has looked at it: indexes into the window, best first. Ties keep the
 * ranker's order.
 *
 * With a blend, each candidate gets its expected gain: `scored.intercept + scored.rank_z * r + scored.rerank_z * l`, or
 * `unscored.intercept + unscored.rank_z * r` where there is no logit in time; r is the ranker's score standardised over
 * the window, l the logit standardised over the candidates that have one (mean 0, population deviation 1; 0 throughout
 * where all are equal). Logits spread twice as far in one catalogue as in another, so a weight of raw ones would not
 * carry over. Without a blend: by logit, the unscored behind in the ranker's order.
 * @param rank one score a candidate of the window, in the ranker's order
 * @param logits NaN where not scored
 */
export function blendOrder(rank: Float64Array, logits: Float64Array, blend: Blend | null): number[] {
  if (blend === null) return descending(logits);
  const { scored, unscored } = blend;
  const rankZ = standardised(rank);
  const rerankZ = standardised(logits);
  return descending(
    logits.map((logit, index) =>
      Number.isNaN(logit)
        ? unscored.intercept + unscored.rank_z * rankZ[index]!
        : scored.intercept + scored.rank_z * rankZ[index]! + scored.rerank_z * rerankZ[index]!,
    ),
  );
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
