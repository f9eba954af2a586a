import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type Cache, createMemoryCache, noCache } from '@weir/cache';
import { createCascade, planSchema, type Time } from '@weir/cascade';
import { modelText } from '@weir/catalogue';
import { Indexer } from '@weir/indexing';
import { createInference } from '@weir/inference';
import { openRegistry } from '@weir/registry';
import { indexSchema } from '@weir/retrieval';
import { openEmbeddedStorage, type Storage } from '@weir/storage';
import { countSearches } from './counted-cascade.js';
import type { Engine, EngineOptions } from './engine.js';
import { ModelShelf } from './model-shelf.js';
import { observeWrites } from './observed-retriever.js';
import { loadIndex, SnapshotWriter } from './snapshots.js';
import { settleMapping, tokenSecret } from './stored-settings.js';
import { warmUp } from './warm-up.js';

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
  let plan = planSchema.parse(options.plan ?? {});
  const mapping = await settleMapping(storage.documents, options);
  const cache = createCache(options.cacheBytes ?? defaultCacheBytes);

  progress?.({ step: 'models' });
  const registry = openRegistry(options.registryDir);
  const inference = createInference({ threads: options.inferenceThreads ?? 2 });
  const encoderReference = plan.retrieval.mode === 'bm25' ? null : plan.retrieval.encoder;
  const models = new ModelShelf({ registry, inference, scores: cache }, encoderReference);
  await models.load(plan);
  const encoder = encoderReference === null ? null : await models.encoder(encoderReference);

  progress?.({ step: 'snapshot' });
  const snapshotFile = dataDir === null ? undefined : path.join(dataDir, 'index.snapshot');
  const index = await loadIndex(snapshotFile, indexSchema(mapping), storage);
  let writes = 0;
  const retriever = observeWrites(index, () => writes++);
  const indexer = new Indexer({
    storage,
    retriever,
    mapping,
    encoder,
    onVectorFault: ({ cause }) => options.onFault?.({ part: 'vectors', error: cause }),
  });
  const resumed = index.lastVersion() > 0;
  const replayed = await indexer.catchUp(index.lastVersion(), (done) => progress?.({ step: 'catch-up', done }));
  if (indexer.vectorsPending() > 0) progress?.({ step: 'vectors', done: indexer.vectorsPending() });
  const snapshots = new SnapshotWriter(
    { file: snapshotFile, retriever: index, indexer, writes: () => writes },
    resumed && replayed === 0,
  );

  const opened = await storage.products.lastVersion();
  const { cascade, ...searches } = countSearches(
    createCascade({
      retriever,
      products: storage.products,
      cache,
      models,
      plan: () => plan,
      catalogueVersion: () => `${opened}.${writes}`,
      modelText: (product) => modelText(product, mapping),
      time: processTime,
      newId: randomUUID,
      tokenSecret: await tokenSecret(storage.documents),
      onFault: ({ stage, searchId, error }) => options.onFault?.({ part: stage, searchId, error }),
    }),
  );
  await warmUp(cascade, storage.products, plan);

  const saveSnapshot = (): Promise<void> => snapshots.save();
  const background = [
    setInterval(() => {
      saveSnapshot().catch((error: unknown) => options.onFault?.({ part: 'snapshot', error }));
    }, snapshotEveryMs),
    setInterval(() => {
      models.closeIdle(plan, performance.now()).catch((error: unknown) => options.onFault?.({ part: 'rerank', error }));
    }, idleModelsEveryMs),
  ];
  for (const timer of background) timer.unref();

  return {
    cascade,
    indexer,
    storage,
    retriever,
    registry,
    encoder,
    mapping,
    plan: () => plan,
    setPlan: async (partial) => {
      const next = planSchema.parse(partial);
      const wanted = next.retrieval.mode === 'bm25' ? encoderReference : next.retrieval.encoder;
      const refusal = wanted === null ? undefined : await models.refusal('encoder', wanted);
      if (refusal !== undefined)
        throw new Error(`plan.retrieval.encoder: ${refusal}, or start again with the other encoder`);
      await models.load(next);
      plan = next;
    },
    warmUp: () => warmUp(cascade, storage.products, plan),
    saveSnapshot,
    close: async () => {
      background.forEach(clearInterval);
      await searches.close();
      await indexer.close();
      await saveSnapshot();
      await models.close();
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
