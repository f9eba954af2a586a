/** A judged grade of at least this is relevant, in the metrics that know only relevant and not. trec_eval's default. */
export const defaultRelevance = 1;

/** Relevant documents among the judged ones of a query. */
export function countRelevant(grades: Float64Array, relevant = defaultRelevance, k = Infinity): number {
  let count = 0;
  for (let i = 0; i < Math.min(k, grades.length); i++) if (grades[i]! >= relevant) count++;
  return count;
}
