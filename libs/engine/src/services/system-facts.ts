import { stageBudgets, stageNames } from '@weir/cascade';
import type { Engine } from '../engine.js';
import type { StageAddresses } from '../remote/stages.js';

type Told = Pick<Engine, 'plan' | 'models'> &
  Partial<Pick<Engine, 'cascade' | 'inferenceLoad' | 'retriever' | 'indexer'>>;

/** What an engine tells of itself beyond its metrics. */
export function systemFacts(engine: Told, addresses: StageAddresses) {
  const { inferenceLoad, retriever, indexer, cascade } = engine;
  const remote = (['retrieval', 'ranker', 'reranker'] as const).flatMap((stage) => {
    const address = addresses[stage];
    return address === undefined ? [] : [{ stage, address }];
  });
  return {
    stages: cascade === undefined ? [] : stageNames,
    budgets: () => stageBudgets(engine.plan()),
    models: () => engine.models(),
    remoteStages: remote,
    ...(inferenceLoad !== undefined && {
      inference: () => {
        const { dropped, ...load } = inferenceLoad();
        return { ...load, dropped: dropped.deadline + dropped.cancelled + dropped.overloaded };
      },
    }),
    ...(retriever !== undefined &&
      indexer !== undefined && {
        catalogue: () => ({ products: retriever.count(), vectorsPending: indexer.vectorsPending() }),
      }),
  };
}
