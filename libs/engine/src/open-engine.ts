import { hash, randomBytes, randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { createCascade, modelsOf, planSchema, type Time } from '@weir/cascade';
import { type CatalogueMapping, modelText } from '@weir/catalogue';
import { Indexer } from '@weir/indexing';
import { createInference } from '@weir/inference';
import { openRegistry } from '@weir/registry';
import { indexSchema } from '@weir/retrieval';
import { openEmbeddedStorage, type Storage } from '@weir/storage';
import { type Caches, openCaches } from './caches.js';
import { countSearches } from './counted-cascade.js';
import type { Engine, EngineOptions } from './engine.js';
import { createUnitHash, ServedLog } from '@weir/events';
import { openExperiments } from './experiments/open-experiments.js';
import { servedOf } from './experiments/served.js';
import { ModelShelf } from './model-shelf.js';
import { connectStages } from './remote/stages.js';
import { observeWrites } from './observed-retriever.js';
import { PlanInForce, resolvePlan } from './plan-in-force.js';
import { openIndex } from './open-index.js';
import { SnapshotWriter } from './snapshots.js';
import { catalogueId, settleMapping, tokenSecret, unitKey } from './stored-settings.js';
import { trySearches, warmUp } from './warm-up.js';

const defaultCacheBytes = 128 * 1024 * 1024;
const snapshotEveryMs = 5 * 60_000;
const idleModelsEveryMs = 60_000;

/** Opens the embedded default. Rejects with a message that says what to do, e.g. where a model is missing or the folder has another owner. */
export async function openEngine(options: EngineOptions): Promise<Engine> {
  const { dataDir } = options;
  options.progress?.({ step: 'storage' });
  if (dataDir !== null) await mkdir(dataDir, { recursive: true });
  const storage = await openEmbeddedStorage(dataDir === null ? ':memory:' : path.join(dataDir, 'weir.duckdb'));
  let caches: Caches | undefined;
  try {
    const mapping = await settleMapping(storage.documents, options);
    caches = await openCaches({
      bytes: options.cacheBytes ?? defaultCacheBytes,
      shared: options.sharedCache,
      // A mapping read otherwise finds other products, and a model reads other texts of them.
      scope: `${await catalogueId(storage.documents)}.${hash('sha256', JSON.stringify(mapping), 'base64url').slice(0, 8)}`,
      observer: options.cacheObserver,
    });
    return await assemble(options, { storage, mapping, caches });
  } catch (error) {
    caches?.close();
    await storage.close();
    throw error;
  }
}

interface Opened {
  readonly storage: Storage;
  readonly mapping: CatalogueMapping;
  readonly caches: Caches;
}

async function assemble(options: EngineOptions, { storage, mapping, caches }: Opened): Promise<Engine> {
  const { dataDir, progress } = options;
  const written = planSchema.parse(options.plan ?? {});

  progress?.({ step: 'models' });
  const registry = openRegistry(options.registryDir);
  const inference = createInference({ threads: options.inferenceThreads ?? 2 });
  const resolved = await resolvePlan(registry, written);
  const encoderReference = modelsOf(resolved).get('retrieval.encoder') ?? null;
  const remote = connectStages(options.stages ?? {});
  const models = new ModelShelf({ registry, inference, scores: caches.scores, remote }, encoderReference);
  const { onFault } = options;
  const onPromotion: EngineOptions['onPromotion'] = (change) => {
    caches.changed();
    options.onPromotion?.(change);
  };
  const inForce = await PlanInForce.open({ registry, models, onFault, onPromotion }, written, resolved);
  const encoder = encoderReference === null ? null : await models.encoder(encoderReference);

  progress?.({ step: 'snapshot' });
  const snapshotFile = dataDir === null ? undefined : path.join(dataDir, 'index.snapshot');
  const index = await openIndex({
    schema: indexSchema(mapping),
    storage,
    settings: options.retrieval,
    snapshotFile,
    vectors: encoder === null ? undefined : `${encoder.model} ${mapping.model_text.join(',')}`,
  });
  let writes = 0;
  const retriever = observeWrites(index.retriever, () => {
    writes++;
    caches.changed();
  });
  const indexer = new Indexer({
    storage,
    retriever,
    mapping,
    encoder,
    onVectorFault: ({ cause }) => options.onFault?.({ part: 'vectors', error: cause }),
  });
  const resumed = index.lastVersion() > 0;
  const replayed = await indexer.catchUp(index.lastVersion(), (done) => progress?.({ step: 'catch-up', done }));
  await index.ready();
  if (indexer.vectorsPending() > 0) progress?.({ step: 'vectors', done: indexer.vectorsPending() });
  const snapshots = new SnapshotWriter({ save: index.save, indexer, writes: () => writes }, resumed && replayed === 0);

  const hashUnit = createUnitHash(await unitKey(storage.documents));
  const served = new ServedLog({
    store: storage.events,
    onLoss: (entries, error) => options.onLostEntries?.(entries, error),
  });
  const experiments = await openExperiments({
    storage,
    moments: (query) => served.flush().then(() => storage.events.moments(query)),
    hashId: hashUnit,
    models,
    plan: () => inForce.plan(),
    holdout: options.holdout ?? null,
    now: Date.now,
    onFault: (error) => options.onFault?.({ part: 'experiments', error }),
  });

  const opened = String(await storage.products.lastVersion());
  const whole = indexer.vectorsPending() === 0;
  const writesAtOpening = writes;
  // What this process has written since, or has no vectors of yet, no other sees in just this state.
  const run = randomBytes(6).toString('base64url');
  const { cascade, ...searches } = countSearches(
    createCascade({
      retriever,
      products: storage.products,
      cache: caches.pages,
      ...(options.behaviour && { behaviour: options.behaviour }),
      ...(caches.leases && { leases: caches.leases }),
      models,
      plan: () => inForce.plan(),
      catalogueVersion: () => (whole && writes === writesAtOpening ? opened : `${opened}.${run}.${writes}`),
      modelText: (product) => modelText(product, mapping),
      time: processTime,
      newId: randomUUID,
      tokenSecret: await tokenSecret(storage.documents),
      assigner: experiments.running,
      onServed: (search) => {
        const keepQuery = options.keepQueries ?? true;
        const { event, exposures } = servedOf(search, { now: Date.now(), hashId: hashUnit, keepQuery });
        served.note(event === undefined ? [] : [event], exposures);
      },
      onFault: ({ stage, searchId, error }) => options.onFault?.({ part: stage, searchId, error }),
    }),
  );
  await warmUp(cascade, storage.products, inForce.plan());
  inForce.follow((partial) => trySearches(cascade, storage.products, partial));

  const saveSnapshot = (): Promise<void> => snapshots.save();
  const background = [
    setInterval(() => {
      saveSnapshot().catch((error: unknown) => options.onFault?.({ part: 'snapshot', error }));
    }, snapshotEveryMs),
    setInterval(() => {
      models
        .closeIdle(inForce.plan(), performance.now())
        .catch((error: unknown) => options.onFault?.({ part: 'models', error }));
    }, idleModelsEveryMs),
  ];
  for (const timer of background) timer.unref();

  return {
    cascade,
    indexer,
    storage,
    retriever,
    registry,
    rateLimiter: caches.rateLimiter,
    shelf: models,
    encoder,
    mapping,
    plan: () => inForce.plan(),
    models: () => inForce.models(),
    experiments,
    served,
    hashUnit,
    setPlan: (partial) =>
      inForce
        .set(partial, async (next) => {
          const wanted = modelsOf(next).get('retrieval.encoder');
          const refusal = wanted === undefined ? undefined : await models.refusal('retrieval.encoder', wanted);
          if (refusal !== undefined)
            throw new Error(`plan.retrieval.encoder: ${refusal}, or start again with the other encoder`);
        })
        .then(() => {
          caches.changed();
        }),
    warmUp: () => warmUp(cascade, storage.products, inForce.plan()),
    saveSnapshot,
    close: async () => {
      background.forEach(clearInterval);
      await experiments.close();
      await inForce.close();
      await searches.close();
      await served.flush();
      await indexer.close();
      await saveSnapshot();
      await index.close();
      await models.close();
      remote.close();
      caches.close();
      await storage.close();
    },
  };
}

const processTime: Time = {
  now: () => performance.now(),
  epoch: () => Date.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};
