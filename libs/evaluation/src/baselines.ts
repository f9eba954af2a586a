import type { Gain } from './gains.js';
import type { JudgedRanking } from './judgments.js';
import { idealDcg } from './metrics/dcg.js';
import { countRelevant } from './metrics/relevance.js';

/** What a random order of a collection is expected to reach, exactly: no shuffling is needed. */
export interface RandomOrder {
  /** Documents that are ordered: the judged pool's size, or the whole corpus. */
  readonly documents: number;
  readonly k: number;
}

/** Expected NDCG@k: every rank has the mean gain of the collection, unjudged documents gaining 0. */
export function expectedRandomNdcg(
  { pool }: Pick<JudgedRanking, 'pool'>,
  { documents, k }: RandomOrder,
  gain: Gain,
): number {
  const ideal = idealDcg(pool, gain, k);
  if (ideal <= 0) return 0;
  const meanGain = pool.reduce((sum, grade) => sum + gain(grade), 0) / documents;
  let discounts = 0;
  for (let i = 0; i < Math.min(k, documents); i++) discounts += 1 / Math.log2(i + 2);
  return (meanGain * discounts) / ideal;
}

/** Expected reciprocal rank within k: the first relevant document of R among N is at rank r with a hypergeometric probability. */
export function expectedRandomReciprocalRank(
  { pool }: Pick<JudgedRanking, 'pool'>,
  { documents, k }: RandomOrder,
  relevant: number,
): number {
  const total = countRelevant(pool, relevant);
  let noneSoFar = 1;
  let expected = 0;
  for (let rank = 1; rank <= Math.min(k, documents); rank++) {
    const here = Math.min(1, total / (documents - rank + 1));
    expected += (noneSoFar * here) / rank;
    noneSoFar *= 1 - here;
  }
  return expected;
}

/** Expected recall at k: k / N; 0 where nothing is relevant. */
export function expectedRandomRecall(
  { pool }: Pick<JudgedRanking, 'pool'>,
  { documents, k }: RandomOrder,
  relevant: number,
): number {
  return countRelevant(pool, relevant) > 0 ? Math.min(1, k / documents) : 0;
}
