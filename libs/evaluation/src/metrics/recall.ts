import type { JudgedRanking } from '../judgments.js';
import { countRelevant, defaultRelevance } from './relevance.js';

/** Recall@k: share of the relevant documents found within rank k (trec_eval: recall_k); 0 where nothing is relevant. */
export function recall(ranking: JudgedRanking, k = Infinity, relevant = defaultRelevance): number {
  const total = countRelevant(ranking.pool, relevant);
  return total > 0 ? countRelevant(ranking.grades, relevant, k) / total : 0;
}

/** Success@k: 1 if a relevant document is within rank k, else 0 (trec_eval: success_k). */
export function success(ranking: JudgedRanking, k: number, relevant = defaultRelevance): number {
  return countRelevant(ranking.grades, relevant, k) > 0 ? 1 : 0;
}
