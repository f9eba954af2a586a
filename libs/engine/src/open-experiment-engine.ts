import { opened } from './closers.js';
import type { Engine, EngineOptions } from './engine.js';
import { countingTogether, openShoppers } from './experiments/open-shoppers.js';
import { openFoundations } from './foundations.js';
import { openEngineRules } from './merchandising/open-engine-rules.js';
import { openStorage } from './open-storage.js';
import { connectStages } from './remote/stages.js';

/** A process that keeps experiments, rules and events, for others that serve them. */
export type ExperimentEngine = Pick<
  Engine,
  | 'storage'
  | 'experiments'
  | 'rules'
  | 'served'
  | 'hashUnit'
  | 'behaviour'
  | 'rateLimiter'
  | 'plan'
  | 'basePlan'
  | 'models'
  | 'close'
>;

/** Opens experiments and events. Models are loaded only to see that a variant may name them. */
export function openExperimentEngine(options: EngineOptions): Promise<ExperimentEngine> {
  return opened(async (closers) => {
    const storage = await openStorage(options, closers);
    const remote = connectStages(options.stages ?? {}, options.tracing);
    closers.add(() => {
      remote.close();
    });
    options.progress?.({ step: 'models' });
    const base = await openFoundations(options, { storage, mapping: null, remote, holds: [] }, closers);
    const { caches, inForce } = base;
    const shoppers = await openShoppers(countingTogether(options, base.caches), base, closers);
    const rules = await openEngineRules(options, base, closers);
    inForce.follow(() => Promise.resolve());
    closers.add(() => inForce.close());
    return {
      storage,
      ...shoppers,
      rules,
      rateLimiter: caches.rateLimiter,
      plan: () => inForce.plan(),
      basePlan: base.basePlan,
      models: () => inForce.models(),
    };
  });
}
