import { createUnitHash, ServedLog, type UnitHash } from '@weir/events';
import { BehaviourCounts, behaviourShape } from '../behaviour.js';
import type { Caches } from '../caches.js';
import type { Closers } from '../closers.js';
import type { EngineOptions } from '../engine.js';
import type { Foundations } from '../foundations.js';
import { catalogueId, unitKey } from '../stored-settings.js';
import { type Experiments, openExperiments } from './open-experiments.js';

/** Those who search: what they are known as, which variants they get, and what they were served. */
export interface Shoppers {
  readonly experiments: Experiments;
  readonly served: ServedLog;
  readonly hashUnit: UnitHash;
  /** What they did with products; absent where it is not counted. */
  readonly behaviour: BehaviourCounts | undefined;
}

/** Where one process records what shoppers did and another ranks by it, only a cache that they share can count it. */
export function countingTogether(options: EngineOptions, { isShared }: Caches): EngineOptions {
  return isShared ? options : { ...options, behaviourDays: 0 };
}

export async function openShoppers(
  options: EngineOptions,
  { storage, models, inForce, basePlan, caches }: Foundations,
  closers: Closers,
): Promise<Shoppers> {
  const hashUnit = createUnitHash(await unitKey(storage.documents));
  const served = new ServedLog({
    store: storage.events,
    onLoss: (entries, error) => options.onLostEntries?.(entries, error),
  });
  closers.add(() => served.flush());
  const experiments = await openExperiments({
    storage,
    moments: (query) => served.flush().then(() => storage.events.moments(query)),
    hashId: hashUnit,
    models,
    plan: () => inForce.plan(),
    shipped: () => basePlan.shipped(),
    holdout: options.holdout ?? null,
    now: Date.now,
    onFault: (error) => options.onFault?.({ part: 'experiments', error }),
    onChange: () => options.onChange?.('experiments'),
  });
  closers.add(() => experiments.close());
  const days = options.behaviourDays ?? 0;
  const behaviour =
    days === 0
      ? undefined
      : new BehaviourCounts({
          counters: () => caches.counters(behaviourShape),
          scope: `${await catalogueId(storage.documents)}/`,
          days,
          ...(!caches.isShared && { events: storage.events }),
          now: Date.now,
          onFault: (error) => options.onFault?.({ part: 'behaviour', error }),
        });
  closers.add(() => behaviour?.flush());
  return { experiments, served, hashUnit, behaviour };
}
