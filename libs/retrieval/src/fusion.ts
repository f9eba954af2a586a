import type { Fusion } from './retriever.js';

/** One side's list over the candidates of both, as parallel arrays; NaN where a candidate is not on the list. */
export interface FusionSide {
  readonly score: Float64Array;
  /** From 1. */
  readonly rank: Float64Array;
}

/** Fused score of each candidate; higher is better. Pure: the same for every adapter. */
export function fuse(fusion: Fusion, lexical: FusionSide, dense: FusionSide): Float64Array {
  return fusion.method === 'rrf' ? reciprocalRank(fusion, lexical, dense) : convex(fusion.denseWeight, lexical, dense);
}

/** Sum over both lists of weight / (k + rank), the lexical weight being 1 (Cormack, Clarke and Büttcher 2009). */
function reciprocalRank(
  { k, denseWeight }: Extract<Fusion, { method: 'rrf' }>,
  lexical: FusionSide,
  dense: FusionSide,
): Float64Array {
  const share = (rank: number, weight: number): number => (Number.isNaN(rank) ? 0 : weight / (k + rank));
  return lexical.rank.map((rank, index) => share(rank, 1) + share(dense.rank[index]!, denseWeight));
}

/**
 * Convex combination (1 - w) * lexical + w * dense, each min-max normalised over its list; a candidate that a side knows nothing of gets
 * that side's 0, one that it scored below its list what the score says, but not less than 0 (Bruch et al. 2023).
 */
function convex(weight: number, lexical: FusionSide, dense: FusionSide): Float64Array {
  const words = minMax(lexical);
  const meaning = minMax(dense);
  return words.map((value, index) => (1 - weight) * value + weight * meaning[index]!);
}

function minMax({ score, rank }: FusionSide): Float64Array {
  let low = Infinity;
  let high = -Infinity;
  score.forEach((value, index) => {
    if (Number.isNaN(value) || Number.isNaN(rank[index]!)) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  });
  const span = high - low;
  return score.map((value) => {
    if (Number.isNaN(value) || low === Infinity) return 0;
    return span > 0 ? Math.max(0, (value - low) / span) : value >= low ? 1 : 0;
  });
}
