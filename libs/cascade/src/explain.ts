import type { Found } from './compute.js';
import type { RankedList } from './ranked-list.js';
import type { Explanation } from './search.js';

/** Why the product at `index` of a list stands there. Without `found` (or without a ranker) it has positions only. */
export function explain(list: RankedList, index: number, found: Found | undefined): Explanation {
  const { retrievalPosition, rankerPosition, reranker } = list.columns;
  const ranked = Number.isNaN(rankerPosition[index]) ? undefined : rankerPosition[index];
  const positions = {
    retrieval: retrievalPosition[index]!,
    ...(ranked !== undefined && { ranker: ranked }),
    ...(index < list.window && !Number.isNaN(reranker[index]) && { reranker: index + 1 }),
  };
  const row = found?.ids.indexOf(list.ids[index]!) ?? -1;
  if (found?.ranked === undefined || row < 0) return { positions, features: [] };

  const { ranker, matrix } = found.ranked;
  const width = ranker.features.length;
  const values = matrix.slice(row * width, (row + 1) * width);
  const contributions = ranker.contributions(values);
  const features = ranker.features
    .map((name, column) => ({ name, value: values[column]!, contribution: contributions[column]! }))
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  return { positions, features, expected: contributions[width]! };
}
