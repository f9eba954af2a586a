import path from 'node:path';
import { planSchema } from '@weir/cascade';
import { installedVersion, loadConfiguration } from '@weir/config';
import {
  cacheObserver,
  inferenceObserver,
  ModelShelf,
  openCaches,
  resolvePlan,
  sharedCacheOptions,
  showInference,
  weirConfiguration,
} from '@weir/engine';
import { createInference, loadRerankerService } from '@weir/inference';
import { openRegistry, shippedModels } from '@weir/registry';
import { type ServeFlags, serveStage } from '@weir/server';
import { Metrics, openTelemetry } from '@weir/telemetry';

/** Serves the models of the registry; those who name none get the base Plan's. Rejects, with what to do, where it cannot start. */
export async function serve({ config, flags }: ServeFlags): Promise<void> {
  const { values } = loadConfiguration(weirConfiguration, { file: config, flags });
  const { log, tracing } = await openTelemetry(values, { name: 'weir-reranker', version: installedVersion() });
  const metrics = new Metrics();
  const registry = openRegistry(values.models_dir === undefined ? shippedModels() : path.resolve(values.models_dir));
  const plan = await resolvePlan(registry, planSchema.parse(values.plan));
  const { model } = plan.reranker;
  if (model === null) throw new Error('plan.reranker.model is null: name the model that those who name none get');
  const { encoder } = plan.retrieval;
  const inference = createInference({ threads: values.inference.threads, observer: inferenceObserver(metrics) });
  const caches = await openCaches({
    bytes: values.cache.bytes,
    shared: sharedCacheOptions(values.cache),
    // Known by their texts, they mean the same for every catalogue.
    scope: 'texts',
    observer: cacheObserver(metrics, log),
  });
  const shelf = new ModelShelf({ registry, inference, scores: caches.scores }, encoder);
  const { manifest } = await registry.load(model, 'cross-encoder');

  const { RerankerApi, RerankerModule, TeiApi, TeiModule } = await loadRerankerService();
  const reranker = new RerankerApi({
    crossEncoder: (reference) => shelf.crossEncoder(reference),
    refusal: (reference) => shelf.refusal('reranker.model', reference),
  });
  const tei = new TeiApi({
    crossEncoder: await shelf.crossEncoder(model),
    maxTokens: manifest.cross_encoder.max_tokens,
    ...(encoder !== null && { encoder: await shelf.encoder(encoder) }),
  });
  showInference(metrics, () => inference.load());
  await serveStage(values, {
    name: 'reranker',
    modules: [RerankerModule.of(reranker), TeiModule.of(tei, installedVersion())],
    metrics,
    log,
    tracing,
    rateLimiter: caches.rateLimiter,
    close: async () => {
      await shelf.close();
      caches.close();
    },
  });
}
