import { installedVersion, loadConfiguration } from '@weir/config';
import {
  engineOptions,
  judgmentServices,
  modelServices,
  needSharedStorage,
  openSearchEngine,
  searchServices,
  showInference,
  simulationServices,
  showModels,
  systemFacts,
  weirConfiguration,
} from '@weir/engine';
import { type ServeFlags, serveStage } from '@weir/server';
import { Metrics, openTelemetry } from '@weir/telemetry';

/** Serves the cascade over the index of other processes. Rejects, with what to do, where it cannot start. */
export async function serve({ config, flags }: ServeFlags): Promise<void> {
  const configuration = loadConfiguration(weirConfiguration, { file: config, flags });
  const { values } = configuration;
  needSharedStorage(values, 'weir serve search');
  const { log, tracing } = await openTelemetry(values, { name: 'weir-search', version: installedVersion() });
  const metrics = new Metrics();
  const engine = await openSearchEngine(
    engineOptions(configuration, {
      metrics,
      log,
      tracing,
      progress: ({ step }) => {
        if (step === 'retrieval') log.info({ address: values.stages.retrieval }, 'waiting for the index');
      },
    }),
  );
  showModels(metrics, engine);
  showInference(metrics, () => engine.inferenceLoad());
  // Nobody watches this process for changes.
  const changed = (): void => undefined;
  const simulation = await simulationServices(engine, { ...values, metrics, log, changed });
  const modules = await Promise.all([
    searchServices(engine, { metrics, log, tracing }),
    judgmentServices(engine, { log, changed }),
    modelServices(engine, changed),
  ]);
  await serveStage(values, {
    name: 'search',
    modules: [...modules.flat(), ...simulation.modules],
    facts: systemFacts(engine, values.stages),
    metrics,
    log,
    tracing,
    rateLimiter: engine.rateLimiter,
    searchDoor: engine.loadControl.door,
    close: async () => {
      await simulation.close();
      await engine.close();
    },
  });
}
