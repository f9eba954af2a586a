import type { JudgedRanking } from '../judgments.js';
import { countRelevant, defaultRelevance } from './relevance.js';

/**
 * Interpolated precision at a recall level (0..1): the highest precision at any rank where that recall is reached
 * (trec_eval: iprec_at_recall). A level is turned into a number of documents by `floor(level * R + 0.9)`, as
 * trec_eval 9.0 does. Manning, Raghavan and Schütze, Introduction to information retrieval, 2008, section 8.4.
 */
export function interpolatedPrecision(ranking: JudgedRanking, level: number, relevant = defaultRelevance): number {
  const needed = Math.floor(level * countRelevant(ranking.pool, relevant) + 0.9);
  let found = 0;
  let best = 0;
  for (let i = 0; i < ranking.grades.length; i++) {
    if (ranking.grades[i]! >= relevant) {
      found++;
      if (found >= needed) best = Math.max(best, found / (i + 1));
    }
  }
  return best;
}

/** Mean of interpolated precision at recall 0, 0.1, ... 1 (trec_eval: 11pt_avg). */
export function elevenPointAverage(ranking: JudgedRanking, relevant = defaultRelevance): number {
  let sum = 0;
  for (let tenth = 0; tenth <= 10; tenth++) sum += interpolatedPrecision(ranking, tenth / 10, relevant);
  return sum / 11;
}
