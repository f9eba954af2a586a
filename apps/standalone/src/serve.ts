import { installedVersion, loadConfiguration } from '@weir/config';
import { type Engine, openEngine, sharedCacheOptions, weirConfiguration } from '@weir/engine';
import { shippedModels } from '@weir/registry';
import { type ServeFlags, serverOptions, startServer, whenStopped } from '@weir/server';
import { createLog, Metrics } from '@weir/telemetry';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fillCatalogue, firstMapping } from './catalogue.js';
import { cacheObserver } from './cache-observer.js';
import { serviceModules } from './services.js';
import { openingProgress } from './terminal/progress.js';
import { showWelcome } from './terminal/welcome.js';

/** Serves every service from one process until it is told to stop. Rejects, with what to do, where it cannot start. */
export async function serve({ config, flags }: ServeFlags): Promise<void> {
  const configuration = loadConfiguration(weirConfiguration, { file: config, flags });
  const { values } = configuration;
  const log = createLog(values.log.level);
  const metrics = new Metrics();

  const fills = values.catalogue.file !== undefined || values.demo.enabled;
  const progress = openingProgress();
  const engine = await openEngine({
    dataDir: path.resolve(values.data_dir),
    registryDir: values.models_dir === undefined ? shippedModels() : path.resolve(values.models_dir),
    plan: configuration.given['plan'] ?? {},
    ...(values.catalogue.mapping !== undefined && { mapping: values.catalogue.mapping }),
    ...(fills && { firstMapping: () => firstMapping(values) }),
    retrieval: values.retrieval,
    inferenceThreads: values.inference.threads,
    stages: values.stages,
    cacheBytes: values.cache.bytes,
    sharedCache: sharedCacheOptions(values.cache),
    cacheObserver: cacheObserver(metrics, log),
    keepQueries: values.events.keep_queries,
    onLostEntries: (entries, error) => {
      metrics.recorded('lost', entries);
      log.error({ entries, err: error }, 'searches or exposures could not be kept');
    },
    holdout: { share: values.experiments.holdout_share, seed: values.experiments.holdout_seed },
    onFault: ({ part, error, ...about }) => {
      const text =
        part === 'models'
          ? 'what was promoted cannot be served: the model before serves on'
          : 'part of a search or of indexing failed';
      log.error({ part, err: error, ...about }, text);
    },
    onPromotion: (change) => {
      log.info(change, 'another model is served');
    },
    progress: (step) => {
      progress.show(step);
    },
  });
  progress.end();

  const server = await startServer({
    ...serverOptions(values, engine.rateLimiter),
    modules: await serviceModules(engine, {
      metrics,
      log,
      events: values.events,
    }),
    metrics,
    log,
    version: installedVersion(),
    page: readFileSync(path.join(__dirname, 'page', 'index.html'), 'utf8'),
  }).catch(closing(engine));

  const stopped = whenStopped();
  server.setWaitingFor('the catalogue is being indexed');
  const catalogue = await fillCatalogue(engine, values).catch(closing(engine));
  if (catalogue.kind !== 'stored') await engine.warmUp();
  server.setWaitingFor(undefined);
  showWelcome({
    host: values.http.host,
    encrypted: values.tls.cert_file !== undefined,
    httpPort: server.httpPort,
    grpcPort: server.grpcPort,
    catalogue,
    vectorsPending: engine.indexer.vectorsPending(),
  });

  const signal = await stopped;
  log.info({ signal }, 'stopping');
  await server.drain(values.shutdown.grace_ms);
  await engine.close();
  log.info('stopped');
  process.exit(0);
}

/** Gives the data folder back before the error is told. */
function closing(engine: Engine): (error: unknown) => Promise<never> {
  return async (error) => {
    await engine.close();
    throw error;
  };
}
