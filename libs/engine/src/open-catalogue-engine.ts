import { openCatalogue } from './catalogue/open-catalogue.js';
import { opened } from './closers.js';
import type { Engine, EngineOptions } from './engine.js';
import { openFoundations } from './foundations.js';
import { openLoadControl } from './load/load-control.js';
import { openStorage } from './open-storage.js';
import { settleMapping } from './stored-settings.js';

/** A process that has the index, for others that search it. */
export type CatalogueEngine = Pick<
  Engine,
  | 'storage'
  | 'mapping'
  | 'encoder'
  | 'retriever'
  | 'indexer'
  | 'loadControl'
  | 'catalogueState'
  | 'saveSnapshot'
  | 'rateLimiter'
  | 'plan'
  | 'models'
  | 'close'
>;

/** Opens the index, and of the models only the one that vectors are made with. */
export function openCatalogueEngine(options: EngineOptions): Promise<CatalogueEngine> {
  return opened(async (closers) => {
    const storage = await openStorage(options, closers);
    const mapping = await settleMapping(storage.documents, options);
    options.progress?.({ step: 'models' });
    const base = await openFoundations(options, { storage, mapping, holds: ['retrieval.encoder'] }, closers);
    const { caches, inForce, encoder, inference } = base;
    const { admission, admissionObserver: observer } = options;
    const deadlineMs = (): number => inForce.plan().deadline_ms;
    const loadControl = openLoadControl({ admission, observer, inference, deadlineMs });
    closers.add(() => {
      loadControl.close();
    });
    const catalogue = await openCatalogue(options, { ...base, mapping }, closers);
    // So that it tells what the others serve.
    inForce.follow(() => Promise.resolve());
    closers.add(() => inForce.close());
    return {
      ...{ storage, mapping, encoder, loadControl, indexer: catalogue.indexer, retriever: catalogue.retriever },
      catalogueState: () => catalogue.state(),
      saveSnapshot: () => catalogue.saveSnapshot(),
      rateLimiter: caches.rateLimiter,
      plan: () => inForce.plan(),
      models: () => inForce.models(),
    };
  });
}
