import { modelsOf } from '@weir/cascade';
import { openCatalogue } from './catalogue/open-catalogue.js';
import { opened } from './closers.js';
import type { Engine, EngineOptions } from './engine.js';
import { openShoppers } from './experiments/open-shoppers.js';
import { openFoundations } from './foundations.js';
import { openEngineRules } from './merchandising/open-engine-rules.js';
import { openSearches } from './open-searches.js';
import { openStorage } from './open-storage.js';
import { connectStages } from './remote/stages.js';
import { settleMapping } from './stored-settings.js';

/** Opens the embedded default. Rejects with a message that says what to do, e.g. where a model is missing or the folder has another owner. */
export function openEngine(options: EngineOptions): Promise<Engine> {
  return opened(async (closers) => {
    const { progress } = options;
    const storage = await openStorage(options, closers);
    const mapping = await settleMapping(storage.documents, options);
    const remote = connectStages(options.stages ?? {}, options.tracing);
    closers.add(() => {
      remote.close();
    });
    progress?.({ step: 'models' });
    const base = await openFoundations(options, { storage, mapping, remote }, closers);
    const catalogue = await openCatalogue(options, { ...base, mapping }, closers);
    const shoppers = await openShoppers(options, base, closers);
    const rules = await openEngineRules(options, base, closers);
    const searches = await openSearches(options, { base, catalogue, shoppers, rules }, closers);
    const { caches, models, inForce, inference, registry, encoder } = base;
    return {
      ...searches,
      ...shoppers,
      ...{ rules, storage, registry, encoder, mapping, shelf: models },
      retriever: catalogue.retriever,
      indexer: catalogue.indexer,
      catalogueState: () => catalogue.state(),
      saveSnapshot: () => catalogue.saveSnapshot(),
      rateLimiter: caches.rateLimiter,
      plan: () => inForce.plan(),
      basePlan: base.basePlan,
      models: () => inForce.models(),
      inferenceLoad: () => inference.load(),
      followStates: () => inForce.followStates(),
      setPlan: async (partial) => {
        await inForce.set(partial, async (next) => {
          const wanted = modelsOf(next).get('retrieval.encoder');
          const refusal = wanted === undefined ? undefined : await models.refusal('retrieval.encoder', wanted);
          if (refusal !== undefined)
            throw new Error(`plan.retrieval.encoder: ${refusal}, or start again with the other encoder`);
        });
        caches.changed();
      },
    };
  });
}
