import { installedVersion, loadConfiguration } from '@weir/config';
import {
  catalogueServices,
  engineOptions,
  type FillingProgress,
  fillCatalogue,
  openCatalogueEngine,
  showLoad,
  showModels,
  weirConfiguration,
} from '@weir/engine';
import { type ServeFlags, serveStage } from '@weir/server';
import { type Log, Metrics, openTelemetry } from '@weir/telemetry';

/** Serves the index and the catalogue's way in. Rejects, with what to do, where it cannot start. */
export async function serve({ config, flags }: ServeFlags): Promise<void> {
  const configuration = loadConfiguration(weirConfiguration, { file: config, flags });
  const { values } = configuration;
  const { log, tracing } = await openTelemetry(values, { name: 'weir-retrieval', version: installedVersion() });
  const metrics = new Metrics();
  const engine = await openCatalogueEngine(engineOptions(configuration, { metrics, log, tracing }));
  showModels(metrics, engine);
  showLoad(metrics, engine.loadControl);
  await serveStage(values, {
    name: 'retrieval',
    modules: await catalogueServices(engine, metrics),
    metrics,
    log,
    tracing,
    rateLimiter: engine.rateLimiter,
    prepare: {
      what: 'the catalogue is being indexed',
      work: async () => {
        const { kind, products } = await fillCatalogue(engine, values, (title) => logged(log, title));
        log.info({ kind, products }, 'the catalogue can be searched');
      },
    },
    close: () => engine.close(),
  });
}

function logged(log: Log, title: string): FillingProgress {
  return {
    show: () => undefined,
    note: (text) => {
      log.warn(text);
    },
    end: (summary) => {
      log.info(`${title}: ${summary}`);
    },
  };
}
