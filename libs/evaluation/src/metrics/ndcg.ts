import { type Gain, exponentialGain } from '../gains.js';
import type { JudgedRanking } from '../judgments.js';
import { dcg, idealDcg } from './dcg.js';

/**
 * NDCG@k = DCG@k / ideal DCG@k, in 0..1 for gains that are not negative; 0 where nothing judged has a gain above 0.
 * With linear gains this is trec_eval's ndcg_cut (and ndcg without k). Järvelin and Kekäläinen 2002.
 */
export function ndcg(ranking: JudgedRanking, k = Infinity, gain: Gain = exponentialGain): number {
  const ideal = idealDcg(ranking.pool, gain, k);
  return ideal > 0 ? dcg(ranking.grades, gain, k) / ideal : 0;
}
