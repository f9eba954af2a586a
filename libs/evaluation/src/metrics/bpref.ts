import type { JudgedRanking } from '../judgments.js';
import { countRelevant, defaultRelevance } from './relevance.js';

/**
 * How often judged relevant documents stand before judged irrelevant ones; unjudged documents are passed over.
 * With R relevant and N irrelevant judged: mean over the relevant of 1 - min(irrelevant before it, R) / min(N, R).
 * Buckley and Voorhees, Retrieval evaluation with incomplete information, SIGIR 2004, as trec_eval 8 and later has it.
 */
export function bpref(ranking: JudgedRanking, relevant = defaultRelevance): number {
  const total = countRelevant(ranking.pool, relevant);
  if (total === 0) return 0;
  const bound = Math.min(ranking.pool.length - total, total);
  let irrelevantBefore = 0;
  let sum = 0;
  for (const grade of ranking.grades) {
    if (Number.isNaN(grade)) continue;
    if (grade < relevant) irrelevantBefore++;
    else sum += irrelevantBefore > 0 ? 1 - Math.min(irrelevantBefore, total) / bound : 1;
  }
  return sum / total;
}
