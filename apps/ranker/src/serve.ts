import path from 'node:path';
import { createMemoryRateLimiter, noCache } from '@weir/cache';
import { loadSearchService, planSchema } from '@weir/cascade';
import { installedVersion, loadConfiguration } from '@weir/config';
import { ModelShelf, resolvePlan, weirConfiguration } from '@weir/engine';
import { createInference } from '@weir/inference';
import { openRegistry, shippedModels } from '@weir/registry';
import { type ServeFlags, serveStage } from '@weir/server';
import { Metrics, openTelemetry } from '@weir/telemetry';

/** Serves the tree ensembles of the registry. Rejects, with what to do, where it cannot start. */
export async function serve({ config, flags }: ServeFlags): Promise<void> {
  const { values } = loadConfiguration(weirConfiguration, { file: config, flags });
  const { log, tracing } = await openTelemetry(values, { name: 'weir-ranker', version: installedVersion() });
  const registry = openRegistry(values.models_dir === undefined ? shippedModels() : path.resolve(values.models_dir));
  const shelf = new ModelShelf({ registry, inference: createInference({ threads: 1 }), scores: noCache }, null);
  const { ranker } = await resolvePlan(registry, planSchema.parse(values.plan));
  // The first search does not wait for it.
  if (ranker.model !== null) await shelf.ranker(ranker.model);

  const { RankerApi, RankerModule } = await loadSearchService();
  await serveStage(values, {
    name: 'ranker',
    modules: [RankerModule.of(new RankerApi(shelf))],
    metrics: new Metrics(),
    log,
    tracing,
    rateLimiter: createMemoryRateLimiter(),
    close: () => shelf.close(),
  });
}
