import type { JudgedRanking } from '../judgments.js';
import { countRelevant, defaultRelevance } from './relevance.js';

/** P@k: relevant documents among the first k, divided by k even where fewer were retrieved (trec_eval: P_k). */
export function precision(ranking: JudgedRanking, k: number, relevant = defaultRelevance): number {
  return countRelevant(ranking.grades, relevant, k) / k;
}

/** P@k divided by the best P@k possible (trec_eval: relative_P_k); 0 where nothing is relevant. */
export function relativePrecision(ranking: JudgedRanking, k: number, relevant = defaultRelevance): number {
  const possible = Math.min(k, countRelevant(ranking.pool, relevant));
  return possible > 0 ? countRelevant(ranking.grades, relevant, k) / possible : 0;
}

/** R-precision: P@R where R is the number of relevant documents (trec_eval: Rprec); 0 where there is none. */
export function rPrecision(ranking: JudgedRanking, relevant = defaultRelevance): number {
  const total = countRelevant(ranking.pool, relevant);
  return total > 0 ? precision(ranking, total, relevant) : 0;
}
