import { installedVersion } from '@weir/config';
import type { Log, Metrics } from '@weir/telemetry';
import type { DynamicModule } from '@nestjs/common';
import { startServer } from './server.js';
import { whenStopped } from './stop.js';

/** Settings that every process has. */
export interface StageSettings {
  readonly http: { readonly host: string; readonly port: number; readonly body_bytes: number };
  readonly grpc: { readonly host: string; readonly port: number; readonly message_bytes: number };
  readonly shutdown: { readonly grace_ms: number };
}

export interface Stage {
  /** E.g. `reranker`, for people. */
  readonly name: string;
  readonly modules: readonly DynamicModule[];
  readonly metrics: Metrics;
  readonly log: Log;
  close(): Promise<void>;
}

/** Serves one stage until the process is told to stop, finishes what is under way, and ends the process. */
export async function serveStage({ http, grpc, shutdown }: StageSettings, stage: Stage): Promise<void> {
  const { name, modules, metrics, log } = stage;
  const stopped = whenStopped();
  const server = await startServer({
    http: { host: http.host, port: http.port, bodyBytes: http.body_bytes },
    grpc: { host: grpc.host, port: grpc.port, messageBytes: grpc.message_bytes },
    modules,
    metrics,
    log,
    version: installedVersion(),
  });
  server.setWaitingFor(undefined);
  process.stdout.write(
    `Weir's ${name} is ready: gRPC on ${grpc.host}:${server.grpcPort}, HTTP on http://${http.host}:${server.httpPort}/\n`,
  );
  const signal = await stopped;
  log.info({ signal }, 'stopping');
  await server.drain(shutdown.grace_ms);
  await stage.close();
  log.info('stopped');
  process.exit(0);
}
