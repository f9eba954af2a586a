import type { JudgedRanking } from '../judgments.js';
import { defaultRelevance } from './relevance.js';

/**
 * 1 / rank of the first relevant document within rank k, 0 where there is none; its mean over queries is MRR@k
 * (trec_eval: recip_rank, without k). Voorhees, The TREC-8 question answering track report, 1999.
 */
export function reciprocalRank(ranking: JudgedRanking, k = Infinity, relevant = defaultRelevance): number {
  const first = ranking.grades.findIndex((grade) => grade >= relevant);
  return first >= 0 && first < k ? 1 / (first + 1) : 0;
}
