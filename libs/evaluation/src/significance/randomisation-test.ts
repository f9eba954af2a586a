import { mean, pairedDifferences } from './paired-t-test.js';
import { seededRandom } from './random.js';

/**
 * Fisher's paired randomisation test: the share of random swaps of before and after, query by query, whose mean
 * difference is at least as large as the one seen, counting the one seen (so that p is never 0). Smucker, Allan and
 * Carterette, CIKM 2007.
 */
export function pairedRandomisationTest(
  before: readonly number[],
  after: readonly number[],
  { seed = 1, rounds = 10_000 }: { readonly seed?: number; readonly rounds?: number } = {},
): number {
  const differences = pairedDifferences(before, after);
  const random = seededRandom(seed);
  // A swap that changes nothing must count as equal although its sum may differ in the last bits.
  const seen = Math.abs(mean(differences)) - 1e-12;
  let atLeast = 1;
  for (let round = 0; round < rounds; round++) {
    let sum = 0;
    for (const difference of differences) sum += random() < 0.5 ? difference : -difference;
    if (Math.abs(sum / differences.length) >= seen) atLeast++;
  }
  return atLeast / (rounds + 1);
}
