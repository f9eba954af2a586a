import type { Comparison } from '../shared/queries';

type PartialPlan = Readonly<Record<string, Readonly<Record<string, string | null>>>>;

/** What the workbench lays over the Plan to show a search as a model of a comparison orders it. */
export function planWith(kind: Comparison['kind'], model: string): PartialPlan {
  if (kind === 'ranker') return { ranker: { model } };
  return { reranker: kind === 'blend' ? { blend: model } : { model, blend: null } };
}
