import type { Engine, EngineOptions } from './engine.js';
import { opened } from './closers.js';
import { countingTogether, openShoppers } from './experiments/open-shoppers.js';
import { openFoundations } from './foundations.js';
import { openStorage } from './open-storage.js';
import { openEngineRules } from './merchandising/open-engine-rules.js';
import { openSearches } from './open-searches.js';
import { RemoteCatalogue } from './remote/remote-catalogue.js';
import { connectStages } from './remote/stages.js';

/** A process that searches what another one has indexed. */
export type SearchEngine = Pick<
  Engine,
  | 'cascade'
  | 'comparisons'
  | 'checkPair'
  | 'loadControl'
  | 'experiments'
  | 'served'
  | 'storage'
  | 'hashUnit'
  | 'behaviour'
  | 'shelf'
  | 'rateLimiter'
  | 'plan'
  | 'models'
  | 'inferenceLoad'
  | 'registry'
  | 'followStates'
  | 'close'
>;

/**
 * Opens the cascade over the catalogue of `stages.retrieval`, which is waited for. Rejects with what to do where it does
 * not come, or has vectors of another encoder.
 */
export function openSearchEngine(options: EngineOptions): Promise<SearchEngine> {
  return opened(async (closers) => {
    const { stages = {}, progress } = options;
    const remote = connectStages(stages, options.tracing);
    closers.add(() => {
      remote.close();
    });
    const { retrieval, catalog } = remote;
    if (retrieval === undefined || catalog === undefined)
      throw new Error(
        'stages.retrieval is not set: name the processes that have the index, e.g. dns:///retrieval:7701',
      );
    const storage = await openStorage(options, closers);
    const { catalogue, encoder } = await RemoteCatalogue.open({
      clients: { retrieval, catalog },
      cacheBytes: stages.cache_bytes ?? defaultCacheBytes,
      onWait: () => progress?.({ step: 'retrieval' }),
    });
    closers.add(() => {
      catalogue.close();
    });
    progress?.({ step: 'models' });
    const parts = { storage, mapping: catalogue.mapping(), remote, indexEncoder: encoder };
    const base = await openFoundations(options, parts, closers);
    const shoppers = await openShoppers(countingTogether(options, base.caches), base, closers);
    const rules = await openEngineRules(options, base, closers);
    const { cascade, comparisons, checkPair, loadControl } = await openSearches(
      options,
      { base, catalogue, shoppers, rules },
      closers,
    );
    const { caches, models, inForce, inference, registry } = base;
    return {
      ...{ cascade, comparisons, checkPair, loadControl, storage, registry },
      ...shoppers,
      shelf: models,
      rateLimiter: caches.rateLimiter,
      plan: () => inForce.plan(),
      models: () => inForce.models(),
      inferenceLoad: () => inference.load(),
      followStates: () => inForce.followStates(),
    };
  });
}

const defaultCacheBytes = 128 * 1024 * 1024;
