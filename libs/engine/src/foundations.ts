import { hash } from 'node:crypto';
import { Turns } from '@weir/admission';
import { type ModelSetting, modelsOf, type Plan, planSchema, withModels } from '@weir/cascade';
import type { CatalogueMapping } from '@weir/catalogue';
import { createInference, type Encoder, type Inference } from '@weir/inference';
import { openRegistry, parseReference, type Registry } from '@weir/registry';
import type { Storage } from '@weir/storage';
import { BasePlan } from './base-plan.js';
import { type Caches, openCaches } from './caches.js';
import type { Closers } from './closers.js';
import type { EngineOptions } from './engine.js';
import { ModelShelf } from './model-shelf.js';
import { PlanInForce, resolvePlan } from './plan-in-force.js';
import type { RemoteStages } from './remote/stages.js';
import { catalogueId } from './stored-settings.js';

/** What every process that has a Plan stands on. */
export interface Foundations {
  readonly storage: Storage;
  readonly registry: Registry;
  readonly caches: Caches;
  readonly models: ModelShelf;
  readonly inForce: PlanInForce;
  /** Puts in force what people change of it. */
  readonly basePlan: BasePlan;
  /** The cores that models share. */
  readonly inference: Inference;
  /** Who computes on the thread that all else runs on. */
  readonly turns: Turns;
  /** Of the base Plan; null where it has none, or where this process does not hold it. */
  readonly encoder: Encoder | null;
}

export interface FoundationParts {
  readonly storage: Storage;
  /** Null where this process caches nothing of products. */
  readonly mapping: CatalogueMapping | null;
  readonly remote?: RemoteStages;
  /** Models of the base Plan that this process uses. @defaultValue all of them */
  readonly holds?: readonly ModelSetting[];
  /** The encoder of vectors that another process has, `name@version`, or null where it has none. @defaultValue the base Plan's */
  readonly indexEncoder?: string | null;
}

const defaultCacheBytes = 128 * 1024 * 1024;
const idleModelsEveryMs = 60_000;

/** Loads what the base Plan names, and opens the caches. Rejects with what to do, e.g. where a model is missing. */
export async function openFoundations(
  options: EngineOptions,
  { storage, mapping, remote, holds, indexEncoder }: FoundationParts,
  closers: Closers,
): Promise<Foundations> {
  const caches = await openCaches({
    bytes: options.cacheBytes ?? defaultCacheBytes,
    shared: options.sharedCache,
    // A mapping read otherwise finds other products, and a model reads other texts of them.
    scope: `${await catalogueId(storage.documents)}.${hash('sha256', JSON.stringify(mapping), 'base64url').slice(0, 8)}`,
    observer: options.cacheObserver,
  });
  closers.add(() => {
    caches.close();
  });

  const written = planSchema.parse(options.plan ?? {});
  const registry = openRegistry(options.registryDir);
  const inference = createInference({ threads: options.inferenceThreads ?? 2, observer: options.inferenceObserver });
  const asWritten = await resolvePlan(registry, written);
  const resolved = indexEncoder === undefined ? asWritten : withIndexEncoder(written, asWritten, indexEncoder);
  const reference = modelsOf(resolved).get('retrieval.encoder') ?? null;
  const models = new ModelShelf(
    { registry, inference, scores: caches.scores, remote, holds },
    indexEncoder === undefined ? reference : indexEncoder,
  );
  closers.add(() => models.close());
  const inForce = await PlanInForce.open(
    {
      registry,
      models,
      onFault: options.onFault,
      onChange: options.onChange,
      onPromotion: (change) => {
        caches.changed();
        options.onPromotion?.(change);
      },
    },
    written,
    resolved,
  );
  const tidying = setInterval(() => {
    models.closeIdle(inForce.plan(), performance.now()).catch((error: unknown) => {
      options.onFault?.({ part: 'models', error });
    });
  }, idleModelsEveryMs).unref();
  closers.add(() => {
    clearInterval(tidying);
  });
  const isHeld = holds?.includes('retrieval.encoder') ?? true;
  const encoder = reference === null || !isHeld ? null : await models.encoder(reference);
  const basePlan = new BasePlan({
    ...{ records: storage.records, models, inForce, configured: options.plan ?? {} },
    resolve: (plan) => resolvePlan(registry, plan),
    changed: () => {
      caches.changed();
    },
    onFault: options.onFault,
  });
  await basePlan.refresh();
  basePlan.follow();
  closers.add(() => basePlan.close());
  const turns = new Turns(setImmediate);
  return { storage, registry, caches, models, inForce, basePlan, inference, turns, encoder };
}

/**
 * The Plan with the encoder of an index that is already there. A Plan that names it by its state gets the index's, until
 * the index is made anew.
 * @throws Error where the Plan names another one
 */
function withIndexEncoder(written: Plan, resolved: Plan, indexEncoder: string | null): Plan {
  const encoder = modelsOf(resolved).get('retrieval.encoder');
  if (encoder === undefined || encoder === indexEncoder) return resolved;
  const named = modelsOf(written).get('retrieval.encoder') ?? encoder;
  if (indexEncoder !== null && parseReference(named).state !== undefined)
    return withModels(resolved, new Map([['retrieval.encoder', indexEncoder]]));
  throw new Error(
    `plan.retrieval.encoder: the index has vectors of ${indexEncoder ?? 'no encoder'}, not of ${encoder}: give all processes one configuration, and start the one that has the index first`,
  );
}
