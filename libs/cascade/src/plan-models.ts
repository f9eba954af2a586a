import type { Plan } from './plan.js';

/** Where a Plan names a model. */
export type ModelSetting = 'retrieval.encoder' | 'ranker.model' | 'reranker.model' | 'reranker.blend';

/** The models that a Plan uses, as it names them: none for a stage that is off, or for a part that nothing reads then. */
export function modelsOf({ retrieval, ranker, reranker }: Plan): ReadonlyMap<ModelSetting, string> {
  const named: readonly (readonly [ModelSetting, string | null])[] = [
    ['retrieval.encoder', retrieval.mode === 'bm25' ? null : retrieval.encoder],
    ['ranker.model', ranker.model],
    ['reranker.model', reranker.model],
    ['reranker.blend', reranker.model === null ? null : reranker.blend],
  ];
  return new Map(named.filter((each): each is readonly [ModelSetting, string] => each[1] !== null));
}

/** The Plan with other models in some places. */
export function withModels(plan: Plan, models: ReadonlyMap<ModelSetting, string>): Plan {
  return {
    ...plan,
    retrieval: { ...plan.retrieval, encoder: models.get('retrieval.encoder') ?? plan.retrieval.encoder },
    ranker: { ...plan.ranker, model: models.get('ranker.model') ?? plan.ranker.model },
    reranker: {
      ...plan.reranker,
      model: models.get('reranker.model') ?? plan.reranker.model,
      blend: models.get('reranker.blend') ?? plan.reranker.blend,
    },
  };
}
