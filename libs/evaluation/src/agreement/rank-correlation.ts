/**
 * Kendall's tau of the items that both lists have: the share of their pairs that both order alike less the share that
 * they do not, -1 to 1. Undefined where they have fewer than two in common. Kendall, A new measure of rank correlation,
 * Biometrika 30, 1938.
 */
export function kendallTau(one: readonly string[], other: readonly string[]): number | undefined {
  const places = placesOfCommon(one, other);
  const n = places.length;
  if (n < 2) return undefined;
  let discordant = 0;
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) if (places[i]! > places[j]!) discordant++;
  return 1 - (4 * discordant) / (n * (n - 1));
}

/**
 * Spearman's rho of the items that both lists have: the correlation of their ranks among those, -1 to 1. Undefined where
 * they have fewer than two in common. Spearman, The proof and measurement of association between two things, 1904.
 */
export function spearmanRho(one: readonly string[], other: readonly string[]): number | undefined {
  const places = placesOfCommon(one, other);
  const n = places.length;
  if (n < 2) return undefined;
  const squares = places.reduce((sum, place, rank) => sum + (place - rank) ** 2, 0);
  return 1 - (6 * squares) / (n * (n * n - 1));
}

/** Of the common items in the order of `one`: their ranks among those in `other`, from 0. */
function placesOfCommon(one: readonly string[], other: readonly string[]): readonly number[] {
  const known = new Set(one);
  const ranks = new Map(other.filter((id) => known.has(id)).map((id, rank) => [id, rank]));
  return one.flatMap((id) => ranks.get(id) ?? []);
}
