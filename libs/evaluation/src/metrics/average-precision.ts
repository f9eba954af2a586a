import type { JudgedRanking } from '../judgments.js';
import { countRelevant, defaultRelevance } from './relevance.js';

/**
 * Average precision: the precision at each relevant document within rank k, summed and divided by the number of all
 * relevant documents; 0 where there is none. Its mean over queries is MAP (trec_eval: map, map_cut). Buckley and
 * Voorhees, Evaluating evaluation measure stability, SIGIR 2000.
 */
export function averagePrecision(ranking: JudgedRanking, k = Infinity, relevant = defaultRelevance): number {
  const total = countRelevant(ranking.pool, relevant);
  if (total === 0) return 0;
  let found = 0;
  let sum = 0;
  for (let i = 0; i < Math.min(k, ranking.grades.length); i++) {
    if (ranking.grades[i]! >= relevant) sum += ++found / (i + 1);
  }
  return sum / total;
}
