import { protoFiles, protoPackage, protoRoot, packageDefinition, type ServiceName, services } from '@weir/contracts';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import { ReflectionService } from '@grpc/reflection';
import { ServerGrpc } from '@nestjs/microservices';
import { HealthImplementation, protoPath as healthProto } from 'grpc-health-check';

/** Where and how the gRPC API is served. */
export interface GrpcServerOptions {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Largest message taken or sent, bytes. */
  readonly messageBytes: number;
}

/** Nest's gRPC server with health, reflection, a port that is known once bound, and a bounded drain. */
export class GrpcServer extends ServerGrpc {
  private readonly health = new HealthImplementation();
  private server: Server | undefined;
  /** The port bound. */
  port = 0;

  constructor(private readonly listenOn: GrpcServerOptions) {
    super({ package: protoPackage, packageDefinition: packageDefinition(Object.keys(services) as ServiceName[]) });
    this.setServing(false);
  }

  /** What the health service says of the server and of every service. */
  setServing(serving: boolean): void {
    for (const name of ['', ...Object.keys(services).map((service) => `${protoPackage}.${service}`)]) {
      this.health.setStatus(name, serving ? 'SERVING' : 'NOT_SERVING');
    }
  }

  override async createClient(): Promise<Server> {
    const { host, port, messageBytes } = this.listenOn;
    const server = new Server({
      'grpc.max_receive_message_length': messageBytes,
      'grpc.max_send_message_length': messageBytes,
    });
    this.health.addToServer(server);
    new ReflectionService(loadSync([...protoFiles, healthProto], { includeDirs: [protoRoot] })).addToServer(server);
    this.port = await new Promise<number>((resolve, reject) => {
      server.bindAsync(`${host}:${port}`, ServerCredentials.createInsecure(), (error, bound) => {
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
