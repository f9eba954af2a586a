/** How p-values of several metrics or variants are corrected for being several. */
export type Correction = 'bonferroni' | 'holm' | 'benjamini-hochberg';

/**
 * Adjusted p-values, in the order given: one that is below alpha is significant at alpha. Bonferroni and Holm (A simple
 * sequentially rejective multiple test procedure, 1979) hold the chance of any false find at alpha, Benjamini and
 * Hochberg (JRSS B 57, 1995) the expected share of false finds among the finds.
 */
export function adjust(pValues: readonly number[], correction: Correction): readonly number[] {
  const m = pValues.length;
  if (correction === 'bonferroni') return pValues.map((p) => Math.min(1, p * m));
  const ascending = pValues.map((_, i) => i).sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = new Array<number>(m);
  if (correction === 'holm') {
    let most = 0;
    ascending.forEach((index, rank) => {
      most = Math.max(most, pValues[index]! * (m - rank));
      adjusted[index] = Math.min(1, most);
    });
    return adjusted;
  }
  let least = 1;
  ascending.reverse().forEach((index, fromTop) => {
    least = Math.min(least, (pValues[index]! * m) / (m - fromTop));
    adjusted[index] = least;
  });
  return adjusted;
}
