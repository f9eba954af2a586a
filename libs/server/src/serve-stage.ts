import type { RateLimiter } from '@weir/cache';
import { installedVersion } from '@weir/config';
import type { Log, Metrics, Tracing } from '@weir/telemetry';
import type { DynamicModule } from '@nestjs/common';
import { type ServerSettings, serverOptions } from './settings.js';
import type { ForwardOptions } from './console/forward.js';
import type { LiveFeed } from './live/live-feed.js';
import { builtConsole, type RunningServer, startServer } from './server.js';
import type { SearchDoor } from './search-door.js';
import type { SystemFacts } from './system/system-facts.js';
import { SystemModule } from './system/system.module.js';
import { whenStopped } from './stop.js';

export interface Stage {
  /** E.g. `reranker`, for people. */
  readonly name: string;
  readonly modules: readonly DynamicModule[];
  readonly metrics: Metrics;
  readonly log: Log;
  /** Absent where traces are off; ended with the stage. */
  readonly tracing?: Tracing | undefined;
  /** Counts the calls of keys that have a limit. */
  readonly rateLimiter: RateLimiter;
  /** What the stage tells of itself; absent: it has no SystemService. */
  readonly facts?: SystemFacts;
  /** Who turns searches away while far too many come; absent: nobody does. */
  readonly searchDoor?: SearchDoor | undefined;
  /** Tells the pages of the console what changed; absent: the stage does not serve the console. */
  readonly live?: LiveFeed;
  /** Of a stage that serves the console: other processes that it asks. */
  readonly forward?: ForwardOptions;
  /** What is done once it listens; it is ready when that is over. `what` says it, for people. */
  readonly prepare?: { readonly what: string; work(): Promise<void> };
  close(): Promise<void>;
}

/** Serves one stage until the process is told to stop, finishes what is under way, and ends the process. */
export async function serveStage(settings: ServerSettings, stage: Stage): Promise<void> {
  const { name, log } = stage;
  const { http, grpc, tls, shutdown } = settings;
  const stopped = whenStopped();
  const server = await begin(settings, stage).catch(async (error: unknown) => {
    await stage.close();
    throw error;
  });
  process.stdout.write(
    `Weir's ${name} is ready: gRPC on ${grpc.host}:${server.grpcPort}, HTTP on ${tls.cert_file === undefined ? 'http' : 'https'}://${http.host}:${server.httpPort}/\n`,
  );
  const signal = await stopped;
  log.info({ signal }, 'stopping');
  await server.drain(shutdown.grace_ms);
  await stage.close();
  await stage.tracing?.shutdown();
  log.info('stopped');
  process.exit(0);
}

async function begin(settings: ServerSettings, stage: Stage): Promise<RunningServer> {
  const { modules, metrics, log, tracing, facts, live, forward, searchDoor, prepare } = stage;
  const version = installedVersion();
  const grafanaUrl = settings.console.grafana_url;
  const system = facts && SystemModule.of({ name: `weir serve ${stage.name}`, version, metrics, facts, grafanaUrl });
  const server = await startServer({
    ...serverOptions(settings, stage.rateLimiter),
    modules: [...modules, ...(system === undefined ? [] : [system])],
    metrics,
    log,
    tracing,
    version,
    searchDoor,
    console: live && builtConsole(live, forward),
  });
  if (prepare !== undefined) {
    server.setWaitingFor(prepare.what);
    await prepare.work();
  }
  server.setWaitingFor(undefined);
  return server;
}
