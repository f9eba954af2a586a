import type { Blend, Ranker } from './parts.js';
import type { BlendTerm } from './search.js';

/**
 * Order of a window after the cross-encoder has looked at it: indexes into the window, best first. Ties keep the
 * ranker's order.
 *
 * With a blend, each candidate gets its expected gain: an intercept, and weights of the ranker's score, of features and
 * of the logit, or those of `unscored` where there is no logit in time. All are standardised (mean 0, population
 * deviation 1; 0 throughout where all are equal; what is missing counts as the mean): over the window, the logits over
 * the candidates that have one. Logits spread twice as far in one catalogue as in another, and what tells the best
 * twenty apart is not what told them from a thousand. Without a blend: by logit, the unscored behind in the ranker's
 * order.
 * @param rank one score a candidate of the window, in the ranker's order
 * @param logits NaN where not scored
 * @param feature values over the window, NaN where missing; undefined for a feature that was not computed
 */
export function blendOrder(
  rank: Float64Array,
  logits: Float64Array,
  blend: Blend | null,
  feature: (name: string) => Float64Array | undefined,
): number[] {
  if (blend === null) return descending(logits);
  const terms = blendTerms(rank, logits, blend, feature);
  return descending(rank.map((_, index) => terms(index).reduce((sum, { contribution }) => sum + contribution, 0)));
}

/** What the expected gain of each candidate of the window is made of, by its index. Arguments as in `blendOrder`. */
export function blendTerms(
  rank: Float64Array,
  logits: Float64Array,
  blend: Blend,
  feature: (name: string) => Float64Array | undefined,
): (index: number) => readonly BlendTerm[] {
  const names = Object.keys({ ...blend.scored.features_z, ...blend.unscored.features_z });
  const known = names.flatMap((name) => {
    const values = feature(name);
    return values === undefined ? [] : [[name, standardised(values)] as const];
  });
  const ranker = standardised(rank);
  const reranker = standardised(logits);
  return (index) => {
    const isScored = !Number.isNaN(logits[index]!);
    const { intercept, rank_z: rankWeight, features_z: weights } = isScored ? blend.scored : blend.unscored;
    const term = (name: string, values: Float64Array, weight: number): BlendTerm => ({
      name,
      value: values[index]!,
      contribution: weight * values[index]!,
    });
    return [
      { name: 'intercept', contribution: intercept },
      term('ranker', ranker, rankWeight),
      ...known.flatMap(([name, values]) => (name in weights ? [term(name, values, weights[name]!)] : [])),
      ...(isScored ? [term('reranker', reranker, blend.scored.rerank_z)] : []),
    ];
  };
}

/** Why a blend cannot order what these models score, for the person who named them; undefined if it can. */
export function blendMisfit(
  blend: Blend,
  crossEncoder: string,
  ranker: Pick<Ranker, 'model' | 'features'> | undefined,
): string | undefined {
  if (blend.cross_encoder !== crossEncoder) return `was fitted for ${blend.cross_encoder}, not ${crossEncoder}`;
  const known = new Set(ranker?.features);
  const absent = [blend.scored, blend.unscored]
    .flatMap((gain) => Object.keys(gain.features_z))
    .find((name) => !known.has(name));
  return ranker === undefined || absent === undefined ? undefined : `reads ${absent}, which ${ranker.model} does not`;
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
