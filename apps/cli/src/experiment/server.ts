import { userInfo } from 'node:os';
import { Client, credentials, Metadata, type MethodDefinition, type ServiceError, status } from '@grpc/grpc-js';
import { loadConfiguration } from '@weir/config';
import { services } from '@weir/contracts';
import { weirConfiguration } from '@weir/engine';
import type { Command } from 'commander';

/** Flags of every command that talks to a running server. */
export interface ServerFlags {
  readonly address?: string;
  readonly config?: string;
  readonly json?: true;
}

/** Flags of those that change something. */
export interface AuthorFlags extends ServerFlags {
  readonly author: string;
  readonly why?: string;
}

export function withServerFlags(command: Command): Command {
  return command
    .option(
      '--address <host:port>',
      'gRPC address of the server (default: grpc.host and grpc.port of the configuration)',
    )
    .option('-c, --config <file>', 'configuration file (default: weir.yaml of this folder, if there is one)')
    .option('--json', "the API's own answer as JSON");
}

export function withAuthorFlags(command: Command): Command {
  return withServerFlags(command)
    .option('--author <name>', 'who changes it, for the audit log', userInfo().username)
    .option('--why <text>', 'why, for the audit log');
}

type Service = (typeof services)['ExperimentService'];
type Request<Rpc extends keyof Service> = Parameters<Service[Rpc]['requestSerialize']>[0];
type Response<Rpc extends keyof Service> = ReturnType<Service[Rpc]['responseDeserialize']>;

/** Calls the server that the flags name. Rejects with its own words, or with what to do where it does not answer. */
export async function callServer<Rpc extends keyof Service>(
  flags: ServerFlags,
  rpc: Rpc,
  request: Request<Rpc>,
): Promise<Response<Rpc>> {
  const { address, metadata } = serverOf(flags);
  const client = new Client(address, credentials.createInsecure());
  // TypeScript does not see that the methods of one rpc fit each other.
  const method = services.ExperimentService[rpc] as unknown as MethodDefinition<Request<Rpc>, Response<Rpc>>;
  try {
    return await new Promise((resolve, reject) => {
      client.makeUnaryRequest(
        method.path,
        method.requestSerialize,
        method.responseDeserialize,
        request,
        metadata,
        (error, value) => {
          if (error === null && value !== undefined) resolve(value);
          else reject(error === null ? new Error(`${address} answered nothing`) : told(error, address));
        },
      );
    });
  } finally {
    client.close();
  }
}

/** Where the server is and what it must be told, by the flags and the configuration. */
export function serverOf(flags: ServerFlags): { readonly address: string; readonly metadata: Metadata } {
  const { values } = loadConfiguration(weirConfiguration, { file: flags.config });
  const host = values.grpc.host === '0.0.0.0' ? '127.0.0.1' : values.grpc.host;
  const metadata = new Metadata();
  const token = values.access.write_token;
  if (token !== undefined) metadata.set('authorization', `Bearer ${token}`);
  return { address: flags.address ?? `${host}:${values.grpc.port}`, metadata };
}

/** What went wrong in a call, with what to do where nothing answers. */
export function told(error: ServiceError, address: string): Error {
  const text =
    error.code === status.UNAVAILABLE
      ? `no server answers at ${address}: start one (weir serve), or name another (--address host:port)`
      : error.details;
  return new Error(text, { cause: error });
}
