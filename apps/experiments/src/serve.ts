import { installedVersion, loadConfiguration } from '@weir/config';
import {
  engineOptions,
  experimentServices,
  merchandisingServices,
  needSharedStorage,
  openExperimentEngine,
  showModels,
  systemFacts,
  weirConfiguration,
} from '@weir/engine';
import { LiveFeed, type LiveTopic, type ServeFlags, serveStage } from '@weir/server';
import { Metrics, openTelemetry } from '@weir/telemetry';

/** Serves experiments, merchandising rules and events for the processes that search. Rejects, with what to do, where it cannot start. */
export async function serve({ config, flags }: ServeFlags): Promise<void> {
  const configuration = loadConfiguration(weirConfiguration, { file: config, flags });
  const { values } = configuration;
  needSharedStorage(values, 'weir serve experiments');
  const { log, tracing } = await openTelemetry(values, { name: 'weir-experiments', version: installedVersion() });
  const metrics = new Metrics();
  const live = new LiveFeed();
  const changed = (what: LiveTopic): void => {
    live.tell(what);
  };
  const engine = await openExperimentEngine(engineOptions(configuration, { metrics, log, tracing, changed }));
  showModels(metrics, engine);
  await serveStage(values, {
    name: 'experiments',
    modules: [
      ...(await experimentServices(engine, {
        metrics,
        log,
        events: values.events,
        resultsMs: values.metrics.results_ms,
        recorded: () => {
          changed('results');
          changed('queries');
        },
      })),
      ...(await merchandisingServices(engine, {
        changed: () => {
          changed('rules');
        },
      })),
    ],
    // The console shows the process that searches, where it is told where that is.
    ...(values.console.search_url === undefined && { facts: systemFacts(engine, values.stages) }),
    live,
    forward: {
      search: values.console.search_url,
      retrieval: values.console.retrieval_url,
      tls: { ca: values.stages.ca_file, cert: values.stages.cert_file, key: values.stages.key_file },
    },
    metrics,
    log,
    tracing,
    rateLimiter: engine.rateLimiter,
    close: () => engine.close(),
  });
}
