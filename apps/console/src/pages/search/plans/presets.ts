/** Part of a Plan, as JSON. */
export type PartialPlan = Readonly<Record<string, unknown>>;

/** The key of a preset, or a partial Plan of one's own. */
export type PlanChoice = string | PartialPlan;

interface Preset {
  readonly label: string;
  readonly plan: PartialPlan;
}

/** Plans that one often wants to compare with, each laid over the base Plan. */
export const presets: Readonly<Record<string, Preset>> = {
  base: { label: 'Base Plan', plan: {} },
  no_reranker: { label: 'No reranker', plan: { reranker: { model: null } } },
  retrieval: { label: 'Retrieval alone', plan: { ranker: { model: null }, reranker: { model: null } } },
  words: {
    label: 'Words alone',
    plan: { retrieval: { mode: 'bm25' }, ranker: { model: null }, reranker: { model: null } },
  },
  vectors: {
    label: 'Vectors alone',
    plan: { retrieval: { mode: 'dense' }, ranker: { model: null }, reranker: { model: null } },
  },
  words_ranked: { label: 'Words, then ranked', plan: { retrieval: { mode: 'bm25' } } },
};

/** The partial Plan of a choice. */
export function planOfChoice(choice: PlanChoice): PartialPlan {
  return typeof choice === 'string' ? (presets[choice]?.plan ?? {}) : choice;
}

/** What a choice is called. */
export function nameOfChoice(choice: PlanChoice): string {
  if (typeof choice === 'string') return presets[choice]?.label ?? 'Base Plan';
  return 'Own Plan';
}

/** The choice that a partial Plan is: a preset where one says the same. */
export function choiceOf(plan: PartialPlan): PlanChoice {
  const same = Object.entries(presets).find(([, preset]) => JSON.stringify(preset.plan) === JSON.stringify(plan));
  return same === undefined ? plan : same[0];
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
