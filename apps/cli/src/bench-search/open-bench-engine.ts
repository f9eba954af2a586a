import { type Engine, type EngineOptions, openEngine } from '@weir/engine';
import { readCatalogueSource, writeCatalogueSource } from '@weir/indexing';
import { openRegistry } from '@weir/registry';
import type { BenchSource } from './catalogue.js';
import { tell } from './progress.js';
import { storeRandomVectors } from './random-vectors.js';

/** An engine with the catalogue in it and every vector made: indexed now, or found in its data folder. */
export async function openBenchEngine(
  source: BenchSource,
  options: EngineOptions,
  vectors: 'model' | 'random' = 'model',
): Promise<Engine> {
  if (vectors === 'random') await prepareRandomVectors(source, options);
  const engine = await openEngine({ ...options, firstMapping: () => source.mapping() });
  await fill(engine, source);
  await engine.indexer.settled();
  return engine;
}

async function fill(engine: Engine, source: BenchSource): Promise<void> {
  // Written last: a catalogue whose indexing was interrupted has no source.
  if ((await readCatalogueSource(engine.storage.documents)) !== undefined) return;
  await engine.indexer.indexAll(source.rows(), {
    onProgress: ({ indexed, vectorsPending }) => {
      tell(`indexing ${source.name}: ${indexed} products, ${vectorsPending} vectors to make`);
    },
  });
  await writeCatalogueSource(engine.storage.documents, { kind: 'file', name: source.name });
  await engine.saveSnapshot();
}

/** The storage filled by an engine without models, so that the one that is measured finds every vector made. */
async function prepareRandomVectors(source: BenchSource, options: EngineOptions): Promise<void> {
  const named = options.plan?.retrieval?.encoder;
  if (named === undefined || named === null)
    throw new Error('plan.retrieval.encoder names no encoder to make vectors for');
  const { dataDir, registryDir } = options;
  const { manifest, reference } = await openRegistry(registryDir).load(named, 'encoder');
  const engine = await openEngine({
    dataDir,
    registryDir,
    plan: {
      retrieval: { mode: 'bm25', encoder: null },
      ranker: { model: null },
      reranker: { model: null, blend: null },
    },
    firstMapping: () => source.mapping(),
  });
  try {
    await fill(engine, source);
    await storeRandomVectors(engine, reference, manifest.encoder.dimensions);
  } finally {
    await engine.close();
  }
}
