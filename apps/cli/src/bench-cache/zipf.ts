/** A number from 0 to 1, exclusive. */
type Random = () => number;

/**
 * Draws items so that the one of rank r comes in proportion to 1 / r^exponent (Zipf's law), in which order the items
 * stand. Queries of search engines follow it with exponents from 0.8 to 1 (Baeza-Yates et al., The Impact of Caching on
 * Search Engines, SIGIR 2007, section 3).
 */
export function zipfReplay<T>(items: readonly T[], draws: number, exponent: number, random: Random): T[] {
  const cumulated: number[] = [];
  let total = 0;
  for (let rank = 1; rank <= items.length; rank++) cumulated.push((total += rank ** -exponent));
  return Array.from({ length: draws }, () => items[firstAtLeast(cumulated, random() * total)]!);
}

/** The items in another order (Fisher and Yates), so that a rank does not follow from where a file has a query. */
export function shuffled<T>(items: readonly T[], random: Random): T[] {
  const order = [...items];
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}

/** Marsaglia's xorshift32: the same seed, the same replay. */
export function seeded(seed: number): Random {
  let state = (seed * 2_654_435_761 + 1) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

function firstAtLeast(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
