import 'reflect-metadata';
import { FailureFilter, type ServiceName, serviceOf } from '@weir/contracts';
import { type Log, type Metrics, NestLog } from '@weir/telemetry';
import type { DynamicModule, NestApplicationOptions } from '@nestjs/common';
import { setLogger } from '@grpc/grpc-js';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ServerOptions as HttpsOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Gate } from './access/gate.js';
import { grpcGate } from './access/grpc-gate.js';
import { guardHttp } from './access/http-gate.js';
import { GrpcServer, type GrpcServerOptions } from './grpc-server.js';
import type { Tls } from './tls.js';
import { serveOpenApi } from './openapi.js';
import { platformModule } from './platform.module.js';

/** Where and how the HTTP API is served. */
interface HttpServerOptions {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Largest body taken, bytes. */
  readonly bodyBytes: number;
  /** Absent: not encrypted. */
  readonly tls?: Tls | undefined;
  /** Origins of pages of other hosts that may call. @defaultValue none */
  readonly corsOrigins?: readonly string[];
}

export interface ServerOptions {
  readonly http: HttpServerOptions;
  readonly grpc: GrpcServerOptions;
  /** The services to serve. */
  readonly modules: readonly DynamicModule[];
  readonly metrics: Metrics;
  readonly log: Log;
  readonly version: string;
  /** Who may call what. */
  readonly gate: Gate;
  /** HTML of the page at `/`; absent: the pages of the API's document. */
  readonly page?: string;
}

/** A server that listens. It says that it is not ready until it is told otherwise. */
export interface RunningServer {
  readonly httpPort: number;
  readonly grpcPort: number;
  /** Undefined: ready. Else what the server is waiting for, for people. */
  setWaitingFor(what: string | undefined): void;
  /** Says that it is not ready, takes nothing new, and waits for what is under way, at most this long. */
  drain(graceMs: number): Promise<void>;
}

/** Starts the gRPC and the HTTP API. Rejects with what to do where a port is taken. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  quietGrpc(options.log);
  let waitingFor: string | undefined = 'starting';
  const readiness = { waitingFor: () => waitingFor };
  const { bodyBytes, tls, corsOrigins = [] } = options.http;
  const adapter = new FastifyAdapter({
    bodyLimit: bodyBytes,
    forceCloseConnections: 'idle',
    ...(tls !== undefined && { https: httpsOf(tls) }),
  });
  const root = platformModule({ ...options, readiness });
  const nest: Pick<NestApplicationOptions, 'logger' | 'abortOnError'> = {
    logger: new NestLog(options.log),
    abortOnError: false,
  };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, nest);
  app.useGlobalFilters(new FailureFilter());
  if (corsOrigins.length > 0) app.enableCors({ origin: [...corsOrigins] });
  guardHttp(adapter, options.gate);
  acceptLines(adapter);
  serveOpenApi(app, options.version);
  const grpc = new GrpcServer(options.grpc, servicesOf(options.modules), [grpcGate(options.gate)]);
  app.connectMicroservice({ strategy: grpc }, { inheritAppConfig: true });
  await portError('grpc', options.grpc, () => app.startAllMicroservices());
  await portError('http', options.http, () => app.listen(options.http.port, options.http.host)).catch(
    async (error: unknown) => {
      await app.close();
      throw error;
    },
  );
  return {
    httpPort: (app.getHttpServer().address() as AddressInfo).port,
    grpcPort: grpc.port,
    setWaitingFor: (what) => {
      waitingFor = what;
      grpc.setServing(what === undefined);
    },
    drain: async (graceMs) => {
      waitingFor = 'stopping';
      grpc.setServing(false);
      await Promise.all([grpc.drain(graceMs), drainHttp(app, graceMs)]);
      await app.close();
    },
  };
}

function httpsOf({ cert, key, clientCa }: Tls): HttpsOptions {
  return { cert, key, ...(clientCa !== undefined && { ca: clientCa, requestCert: true, rejectUnauthorized: true }) };
}

function servicesOf(modules: readonly DynamicModule[]): readonly ServiceName[] {
  return modules.flatMap(({ controllers = [] }) => controllers.flatMap((controller) => serviceOf(controller) ?? []));
}

/** Closes each connection as it falls idle, which Node.js does only for those that are idle when closing begins; at the end, all. */
async function drainHttp(app: NestFastifyApplication, graceMs: number): Promise<void> {
  const http = app.getHttpServer();
  const sweep = setInterval(() => {
    http.closeIdleConnections();
  }, 20);
  const alarm = setTimeout(() => {
    http.closeAllConnections();
  }, graceMs);
  await app.getHttpAdapter().close();
  clearInterval(sweep);
  clearTimeout(alarm);
}

/** The gRPC library's own lines go to the log: what they are about is told by the errors that it throws. */
function quietGrpc(log: Log): void {
  const write = (...words: unknown[]): void => {
    log.debug(words.map(String).join(' '));
  };
  setLogger({ error: write, info: write, debug: write });
}

/** JSON lines are handed on as text: they are read one by one. */
function acceptLines(adapter: FastifyAdapter): void {
  const parser = (
    _request: unknown,
    body: string | Buffer,
    done: (error: Error | null, body?: unknown) => void,
  ): void => {
    done(null, body.toString());
  };
  for (const type of ['application/x-ndjson', 'application/jsonl', 'application/x-jsonlines']) {
    adapter.getInstance().addContentTypeParser(type, { parseAs: 'string' }, parser);
  }
}

async function portError(
  api: 'grpc' | 'http',
  { host, port }: { readonly host: string; readonly port: number },
  listen: () => Promise<unknown>,
): Promise<void> {
  try {
    await listen();
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    if (!text.includes('EADDRINUSE') && !text.includes('No address added')) throw error;
    const remedy = `stop what listens there, or choose another port with --${api}-port, WEIR_${api.toUpperCase()}_PORT or ${api}.port in weir.yaml`;
    throw new Error(
      `port ${port} on ${host} is in use, so the ${api === 'grpc' ? 'gRPC' : 'HTTP'} API cannot be served: ${remedy}`,
      { cause: error },
    );
  }
}
