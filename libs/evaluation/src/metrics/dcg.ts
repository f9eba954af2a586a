import type { Gain } from '../gains.js';

/**
 * Discounted cumulative gain: sum over ranks r = 1..k of gain(grade at r) / log2(r + 1); an unjudged document gains 0.
 * Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques, TOIS 20(4), 2002, with the discount of
 * Burges et al. 2005.
 */
export function dcg(grades: Float64Array, gain: Gain, k = Infinity): number {
  let sum = 0;
  for (let i = 0; i < Math.min(k, grades.length); i++) {
    const grade = grades[i]!;
    if (!Number.isNaN(grade)) sum += gain(grade) / Math.log2(i + 2);
  }
  return sum;
}

/** The largest DCG@k that the judged documents allow: in descending gain, negative gains left out. */
export function idealDcg(pool: Float64Array, gain: Gain, k = Infinity): number {
  const gains = Float64Array.from(pool, gain)
    .filter((value) => value > 0)
    .sort()
    .reverse();
  return dcg(gains, (value) => value, k);
}
