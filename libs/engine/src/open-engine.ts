import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type Cache, createMemoryCache, noCache } from '@weir/cache';
import { createCascade, modelsOf, planSchema, type Time } from '@weir/cascade';
import { modelText } from '@weir/catalogue';
import { Indexer } from '@weir/indexing';
import { createInference } from '@weir/inference';
import { openRegistry } from '@weir/registry';
import { indexSchema } from '@weir/retrieval';
import { openEmbeddedStorage, type Storage } from '@weir/storage';
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
import { settleMapping, tokenSecret, unitKey } from './stored-settings.js';
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
  try {
    return await assemble(options, storage);
  } catch (error) {
    await storage.close();
    throw error;
  }
}

async function assemble(options: EngineOptions, storage: Storage): Promise<Engine> {
  const { dataDir, progress } = options;
  const written = planSchema.parse(options.plan ?? {});
  const mapping = await settleMapping(storage.documents, options);
  const cache = createCache(options.cacheBytes ?? defaultCacheBytes);

  progress?.({ step: 'models' });
  const registry = openRegistry(options.registryDir);
  const inference = createInference({ threads: options.inferenceThreads ?? 2 });
  const resolved = await resolvePlan(registry, written);
  const encoderReference = modelsOf(resolved).get('retrieval.encoder') ?? null;
  const remote = connectStages(options.stages ?? {});
  const models = new ModelShelf({ registry, inference, scores: cache, remote }, encoderReference);
  const { onFault, onPromotion } = options;
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
  const retriever = observeWrites(index.retriever, () => writes++);
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

  const opened = await storage.products.lastVersion();
  const { cascade, ...searches } = countSearches(
    createCascade({
      retriever,
      products: storage.products,
      cache,
      models,
      plan: () => inForce.plan(),
      catalogueVersion: () => `${opened}.${writes}`,
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
    shelf: models,
    encoder,
    mapping,
    plan: () => inForce.plan(),
    models: () => inForce.models(),
    experiments,
    served,
    hashUnit,
    setPlan: (partial) =>
      inForce.set(partial, async (next) => {
        const wanted = modelsOf(next).get('retrieval.encoder');
        const refusal = wanted === undefined ? undefined : await models.refusal('retrieval.encoder', wanted);
        if (refusal !== undefined)
          throw new Error(`plan.retrieval.encoder: ${refusal}, or start again with the other encoder`);
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
      await storage.close();
    },
  };
}

function createCache(bytes: number): Cache {
  return bytes === 0 ? noCache : createMemoryCache({ maxBytes: bytes });
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
