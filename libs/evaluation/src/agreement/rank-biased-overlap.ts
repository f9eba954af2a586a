/**
 * Rank-biased overlap of two lists, extrapolated from depth k: the share that both have of their first d, weighted by
 * p^(d-1), with the agreement at depth k taken to go on below it. 0 to 1; 1 for equal lists. With p = .9 the first ten
 * ranks carry 86 % of the weight. Webber, Moffat and Zobel, A similarity measure for indefinite rankings, TOIS 28(4),
 * 2010, equation 30.
 * @param k at most this deep, and no deeper than the shorter list
 */
export function rankBiasedOverlap(one: readonly string[], other: readonly string[], k: number, p = 0.9): number {
  const depth = Math.min(k, one.length, other.length);
  if (depth === 0) return one.length === other.length ? 1 : 0;
  const seen = new Set<string>();
  let common = 0;
  let sum = 0;
  for (let d = 1; d <= depth; d++) {
    for (const id of [one[d - 1]!, other[d - 1]!]) {
      if (seen.has(id)) common++;
      seen.add(id);
    }
    sum += (common / d) * p ** d;
  }
  return ((1 - p) / p) * sum + (common / depth) * p ** depth;
}
