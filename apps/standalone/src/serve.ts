import { installedVersion, loadConfiguration } from '@weir/config';
import {
  catalogueServices,
  type Engine,
  engineOptions,
  experimentServices,
  fillCatalogue,
  judgmentServices,
  merchandisingServices,
  modelServices,
  openEngine,
  rankerServices,
  rerankerServices,
  searchServices,
  showInference,
  showModels,
  simulationServices,
  systemFacts,
  weirConfiguration,
} from '@weir/engine';
import {
  builtConsole,
  LiveFeed,
  type ServeFlags,
  serverOptions,
  startServer,
  SystemModule,
  whenStopped,
} from '@weir/server';
import { Metrics, openTelemetry } from '@weir/telemetry';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { indexingProgress, openingProgress } from './terminal/progress.js';
import { showWelcome } from './terminal/welcome.js';

/** Serves every service from one process until it is told to stop. Rejects, with what to do, where it cannot start. */
export async function serve({ config, flags }: ServeFlags): Promise<void> {
  const configuration = loadConfiguration(weirConfiguration, { file: config, flags });
  const { values } = configuration;
  if (values.stages.retrieval !== undefined)
    throw new Error('stages.retrieval is set, and weir serve has the index itself: start weir serve search');
  const { log, tracing } = await openTelemetry(values, { name: 'weir', version: installedVersion() });
  const metrics = new Metrics();
  const live = new LiveFeed();
  const recorded = (): void => {
    live.tell('results');
    live.tell('queries');
  };

  const progress = openingProgress();
  const engine = await openEngine(
    engineOptions(configuration, {
      metrics,
      log,
      tracing,
      changed: (what) => {
        live.tell(what);
      },
      progress: (step) => {
        progress.show(step);
      },
    }),
  );
  progress.end();
  showModels(metrics, engine);
  showInference(metrics, () => engine.inferenceLoad());

  const simulation = await simulationServices(engine, { ...values, metrics, log, recorded, changed: recorded });
  const modules = await Promise.all([
    merchandisingServices(engine, {
      changed: () => {
        live.tell('rules');
      },
    }),
    experimentServices(engine, {
      metrics,
      log,
      events: values.events,
      resultsMs: values.metrics.results_ms,
      recorded,
    }),
    searchServices(engine, { metrics, log, tracing }),
    judgmentServices(engine, {
      log,
      changed: () => {
        live.tell('judgments');
      },
    }),
    catalogueServices(engine, metrics),
    modelServices(engine, () => {
      live.tell('models');
    }),
    rankerServices(engine.shelf),
    rerankerServices(engine.shelf),
  ]);
  const system = SystemModule.of({
    name: 'weir serve',
    version: installedVersion(),
    metrics,
    facts: systemFacts(engine, values.stages),
    grafanaUrl: values.console.grafana_url,
  });
  const server = await startServer({
    ...serverOptions(values, engine.rateLimiter),
    modules: [...modules.flat(), ...simulation.modules, system],
    metrics,
    log,
    tracing,
    version: installedVersion(),
    searchDoor: engine.loadControl.door,
    page: readFileSync(path.join(__dirname, 'page', 'index.html'), 'utf8'),
    console: builtConsole(live),
  }).catch(closing(engine));

  const stopped = whenStopped();
  server.setWaitingFor('the catalogue is being indexed');
  const catalogue = await fillCatalogue(engine, values, indexingProgress).catch(closing(engine));
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
  await simulation.close();
  await server.drain(values.shutdown.grace_ms);
  await engine.close();
  await tracing?.shutdown();
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
