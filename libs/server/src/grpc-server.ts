import {
  fullName,
  packageDefinition,
  packageOf,
  protoFileOf,
  protoRoot,
  type ServiceName,
  services,
} from '@weir/contracts';
import { mustBeListed } from './access/roles.js';
import { Server, ServerCredentials, type ServerInterceptor } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { ReflectionService } from '@grpc/reflection';
import { ServerGrpc } from '@nestjs/microservices';
import { HealthImplementation, protoPath as healthProto } from 'grpc-health-check';
import type { Tls } from './tls.js';

/** Where and how the gRPC API is served. */
export interface GrpcServerOptions {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Largest message taken or sent, bytes. */
  readonly messageBytes: number;
  /**
   * A connection of this age, ms, is given up when its calls are done, so that clients look their servers up again and
   * find those that are new. @defaultValue it is kept for ever
   */
  readonly connectionAgeMs?: number;
  /** Absent: not encrypted. */
  readonly tls?: Tls | undefined;
}

/** A call that is begun and never ended must not keep a connection that is given up, ms: longer than any stream of products takes. */
const longestCallMs = 3_600_000;

/** Nest's gRPC server with health, reflection, a port that is known once bound, and a bounded drain. */
export class GrpcServer extends ServerGrpc {
  private readonly health = new HealthImplementation();
  private server: Server | undefined;
  /** The port bound. */
  port = 0;

  /**
   * @param served the services that this process has
   * @param interceptors what every call passes before its handler
   */
  constructor(
    private readonly listenOn: GrpcServerOptions,
    private readonly served: readonly ServiceName[],
    private readonly interceptors: readonly ServerInterceptor[],
  ) {
    super({ package: [...new Set(served.map(packageOf))], packageDefinition: packageDefinition(served) });
    for (const name of served)
      for (const { path } of Object.values<{ path: string }>(services[name])) mustBeListed(path);
    this.setServing(false);
  }

  /** What the health service says of the server and of every service. */
  setServing(serving: boolean): void {
    for (const name of ['', ...this.served.map(fullName)]) {
      this.health.setStatus(name, serving ? 'SERVING' : 'NOT_SERVING');
    }
  }

  override async createClient(): Promise<Server> {
    const { host, port, messageBytes, connectionAgeMs, tls } = this.listenOn;
    const server = new Server({
      'grpc.max_receive_message_length': messageBytes,
      'grpc.max_send_message_length': messageBytes,
      ...(connectionAgeMs !== undefined && {
        'grpc.max_connection_age_ms': connectionAgeMs,
        'grpc.max_connection_age_grace_ms': longestCallMs,
      }),
      // Of a client that is gone without a word.
      'grpc.keepalive_time_ms': 60_000,
      'grpc.keepalive_timeout_ms': 20_000,
      interceptors: [...this.interceptors],
    });
    this.health.addToServer(server);
    const files = [...new Set(this.served.map(protoFileOf)), healthProto];
    new ReflectionService(loadSync(files, { includeDirs: [protoRoot] })).addToServer(server);
    this.port = await new Promise<number>((resolve, reject) => {
      server.bindAsync(`${host}:${port}`, credentialsOf(tls), (error, bound) => {
        if (error === null) resolve(bound);
        else reject(error);
      });
    });
    this.server = server;
    return server;
  }

  /** Takes no new calls and waits for those under way, at most this long; then ends them. */
  async drain(graceMs: number): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    await new Promise<void>((resolve) => {
      const alarm = setTimeout(() => {
        server.forceShutdown();
        resolve();
      }, graceMs);
      server.tryShutdown(() => {
        clearTimeout(alarm);
        resolve();
      });
    });
  }
}

function credentialsOf(tls: Tls | undefined): ServerCredentials {
  if (tls === undefined) return ServerCredentials.createInsecure();
  const { cert, key, clientCa } = tls;
  return ServerCredentials.createSsl(
    clientCa ?? null,
    [{ cert_chain: cert, private_key: key }],
    clientCa !== undefined,
  );
}
