/** Grades by product. */
export type Grades = ReadonlyMap<string, number>;

const cut = 10;

/**
 * NDCG@10 with gain 2^grade - 1, as `weir eval` computes it: what has no grade counts as 0. Undefined where nothing
 * judged has a grade above 0, for there is no best order then.
 */
export function ndcgAt10(ids: readonly string[], grades: Grades): number | undefined {
  const ideal = dcg([...grades.values()].sort((one, other) => other - one));
  return ideal > 0 ? dcg(ids.map((id) => grades.get(id) ?? 0)) / ideal : undefined;
}

/** How many of the first ten are judged. */
export function judgedOf10(ids: readonly string[], grades: Grades): number {
  return ids.slice(0, cut).filter((id) => grades.has(id)).length;
}

function dcg(grades: readonly number[]): number {
  return grades.slice(0, cut).reduce((sum, grade, at) => sum + (2 ** grade - 1) / Math.log2(at + 2), 0);
}
