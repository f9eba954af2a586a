import 'reflect-metadata';
import { FailureFilter, type ServiceName, serviceOf } from '@weir/contracts';
import { type Log, type Metrics, NestLog, type Tracing } from '@weir/telemetry';
import type { DynamicModule, NestApplicationOptions } from '@nestjs/common';
import { setLogger } from '@grpc/grpc-js';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ServerOptions as HttpsOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Gate } from './access/gate.js';
import { grpcGate } from './access/grpc-gate.js';
import { guardHttp } from './access/http-gate.js';
import { type ForwardOptions, forwardToServices, handsOn } from './console/forward.js';
import { serveConsole } from './console/serve-console.js';
import type { SignIn } from './console/sign-in/sign-in.js';
import { countCalls, countRequests } from './count-calls.js';
import { GrpcServer, type GrpcServerOptions } from './grpc-server.js';
import type { LiveFeed } from './live/live-feed.js';
import type { Tls } from './tls.js';
import { serveOpenApi } from './openapi.js';
import { grpcDoor, httpDoor, type SearchDoor } from './search-door.js';
import { platformModule } from './platform.module.js';
import { grpcSpans } from './tracing/grpc-spans.js';
import { traceHttp } from './tracing/http-spans.js';

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
  /** How long a client may take to send a request, ms. @defaultValue two minutes */
  readonly requestMs?: number;
}

/** A request that comes a byte at a time must not keep its connection for ever, ms. */
const defaultRequestMs = 120_000;
/** A connection on which nothing moves is closed, e.g. one whose client never reads, ms: longer than any answer takes. */
const stillMs = 600_000;
/** How often Node.js looks for requests that take too long, at most, ms. */
const lookMs = 10_000;

export interface ServerOptions {
  readonly http: HttpServerOptions;
  readonly grpc: GrpcServerOptions;
  /** The services to serve. */
  readonly modules: readonly DynamicModule[];
  readonly metrics: Metrics;
  readonly log: Log;
  /** Absent where traces are off. */
  readonly tracing?: Tracing | undefined;
  readonly version: string;
  /** Who may call what. */
  readonly gate: Gate;
  /** Who turns searches away while far too many come; absent: nobody does. */
  readonly searchDoor?: SearchDoor | undefined;
  /** HTML of the page at `/`; absent: the pages of the API's document. */
  readonly page?: string;
  /** How people sign in to the console. */
  readonly signIn?: SignIn;
  /** The web console; absent: it is not served. */
  readonly console?: ServedConsole | undefined;
}

interface ServedConsole {
  /** Where it was built to. */
  readonly folder: string;
  /** Tells its pages what changed. */
  readonly live: LiveFeed;
  /** Other processes that have what this one has not; absent: none. */
  readonly forward?: ForwardOptions | undefined;
}

/** The console as `npm run build` made it. */
export function builtConsole(live: LiveFeed, forward?: ForwardOptions): ServedConsole {
  return { folder: path.join(__dirname, '..', '..', '..', 'apps', 'console'), live, forward };
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
  const { bodyBytes, tls, corsOrigins = [], requestMs = defaultRequestMs } = options.http;
  const adapter = new FastifyAdapter({
    bodyLimit: bodyBytes,
    requestTimeout: requestMs,
    connectionTimeout: stillMs,
    // Node.js takes the shorter of the two for that of the headers.
    http: { connectionsCheckingInterval: Math.min(lookMs, requestMs / 4), headersTimeout: Math.min(60_000, requestMs) },
    forceCloseConnections: 'idle',
    // A request that was on its way when draining began is answered, as any other.
    return503OnClosing: false,
    ...(tls !== undefined && { https: httpsOf(tls) }),
  });
  const { gate, signIn } = options;
  const root = platformModule({ ...options, readiness, live: options.console?.live });
  const nest: Pick<NestApplicationOptions, 'logger' | 'abortOnError'> = {
    logger: new NestLog(options.log),
    abortOnError: false,
  };
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, nest);
  app.useGlobalFilters(new FailureFilter());
  if (corsOrigins.length > 0) app.enableCors({ origin: [...corsOrigins] });
  const { tracing } = options;
  if (tracing !== undefined) traceHttp(adapter, tracing);
  const trustedOrigins = [...corsOrigins, ...(signIn?.origins ?? [])];
  countRequests(adapter, options.metrics);
  guardHttp(adapter, { gate, sessions: signIn?.sessions, trustedOrigins });
  const { searchDoor } = options;
  if (searchDoor !== undefined) httpDoor(adapter, searchDoor);
  acceptLines(adapter);
  serveOpenApi(app, options.version);
  if (options.console !== undefined) await serveConsole(app, options.console.folder);
  if (options.console?.forward !== undefined) await forwardToServices(adapter, options.console.forward, options.log);
  const isAsked = gate.holders.length > 0 || signIn?.oidc !== undefined;
  if (signIn?.drawsSecret === true && isAsked && handsOn(options.console?.forward))
    throw new Error(
      'console.session_secret is not set, so the processes of console.search_url and console.retrieval_url would know nobody who signs in here: give all of them the same secret',
    );
  if (options.console !== undefined && signIn?.drawsSecret === true && isAsked)
    options.log.info(
      'console.session_secret is not set: a restart signs everybody out, and other processes know nobody',
    );
  const served = servicesOf(options.modules);
  const interceptors = [
    ...(tracing === undefined ? [] : [grpcSpans(tracing)]),
    countCalls(options.metrics, served),
    grpcGate(gate),
  ];
  if (searchDoor !== undefined) interceptors.push(grpcDoor(searchDoor));
  const grpc = new GrpcServer(options.grpc, served, interceptors);
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
      options.console?.live.close();
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
