import type { RateLimiter } from '@weir/cache';
import { installedVersion } from '@weir/config';
import type { Log, Metrics } from '@weir/telemetry';
import type { DynamicModule } from '@nestjs/common';
import { type ServerSettings, serverOptions } from './settings.js';
import { startServer } from './server.js';
import { whenStopped } from './stop.js';

export interface Stage {
  /** E.g. `reranker`, for people. */
  readonly name: string;
  readonly modules: readonly DynamicModule[];
  readonly metrics: Metrics;
  readonly log: Log;
  /** Counts the calls of keys that have a limit. */
  readonly rateLimiter: RateLimiter;
  close(): Promise<void>;
}

/** Serves one stage until the process is told to stop, finishes what is under way, and ends the process. */
export async function serveStage(settings: ServerSettings, stage: Stage): Promise<void> {
  const { name, modules, metrics, log } = stage;
  const { http, grpc, tls, shutdown } = settings;
  const stopped = whenStopped();
  const server = await startServer({
    ...serverOptions(settings, stage.rateLimiter),
    modules,
    metrics,
    log,
    version: installedVersion(),
  });
  server.setWaitingFor(undefined);
  process.stdout.write(
    `Weir's ${name} is ready: gRPC on ${grpc.host}:${server.grpcPort}, HTTP on ${tls.cert_file === undefined ? 'http' : 'https'}://${http.host}:${server.httpPort}/\n`,
  );
  const signal = await stopped;
  log.info({ signal }, 'stopping');
  await server.drain(shutdown.grace_ms);
  await stage.close();
  log.info('stopped');
  process.exit(0);
}
