import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { type Client, credentials } from '@grpc/grpc-js';

const root = path.resolve(__dirname, '..', '..');

/** A `weir serve` that was started for a test, on free ports. */
export interface WeirProcess {
  /** Address that it listens on. */
  readonly host: string;
  readonly httpPort: number;
  readonly grpcPort: number;
  readonly child: ChildProcess;
  /** All that it has written. */
  output(): string;
  /** A client of one service; closed with the process. */
  client<C extends Client>(type: new (address: string, secret: ReturnType<typeof credentials.createInsecure>) => C): C;
  fetch(address: string, options?: RequestInit): Promise<Response>;
  post(address: string, body: unknown): Promise<Response>;
  /** Its exit code; null if a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Sends the signal and resolves with the exit code once it has ended. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts the built server and waits until it is ready. Rejects with its output if it ends before. */
export function startWeir(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<WeirProcess> {
  const ready = /page {2}https?:\/\/\S+?:(?<http>\d+)\/[\s\S]*gRPC {2}\S+?:(?<grpc>\d+)[\s\S]*Ctrl\+C/;
  return start(args, ready, environment);
}

/** The same for a process that has one stage, e.g. `reranker`. */
export function startStage(stage: string, args: readonly string[], where: Where = {}): Promise<WeirProcess> {
  const ready = /is ready: gRPC on \S+:(?<grpc>\d+), HTTP on https?:\/\/\S+?:(?<http>\d+)\//;
  return start([stage, ...args], ready, {}, where);
}

/** Where a process is started, for tests of what breaks between processes. */
export interface Where {
  /** Command that the process's own is given to, e.g. `ip netns exec NAME`. @defaultValue none */
  readonly before?: readonly string[];
  /** Address that it listens on. @defaultValue 127.0.0.1 */
  readonly host?: string;
  /** Ports that it had before. @defaultValue free ones */
  readonly ports?: { readonly http: number; readonly grpc: number } | undefined;
}

async function start(
  args: readonly string[],
  ready: RegExp,
  environment: NodeJS.ProcessEnv,
  { before = [], host = '127.0.0.1', ports = { http: 0, grpc: 0 } }: Where = {},
): Promise<WeirProcess> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('WEIR_') && name !== 'NODE_OPTIONS',
  );
  const listens = ['--host', host, '--http-port', String(ports.http), '--grpc-port', String(ports.grpc)];
  const [command, ...rest] = [
    ...before,
    process.execPath,
    path.join(root, 'bin', 'weir'),
    'serve',
    ...args,
    ...listens,
  ];
  const child = spawn(command!, rest, {
    cwd: root,
    env: { ...Object.fromEntries(inherited), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // A test that is broken off must not leave a server behind.
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  let output = '';
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const [httpPort = 0, grpcPort = 0] = await new Promise<readonly number[]>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const { http, grpc } = ready.exec(output)?.groups ?? {};
      if (http !== undefined) resolve([Number(http), Number(grpc)]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void ended.then(([code]) => {
      reject(new Error(`weir serve ended with ${String(code)}:\n${output}`));
    });
  });
  const clients: Client[] = [];
  const get = (address: string, options?: RequestInit): Promise<Response> =>
    fetch(`http://${host}:${httpPort}${address}`, options);
  return {
    host,
    httpPort,
    grpcPort,
    child,
    ended: ended.then(([code]) => code),
    output: () => output,
    client: (type) => {
      const client = new type(`${host}:${grpcPort}`, credentials.createInsecure());
      clients.push(client);
      return client;
    },
    fetch: get,
    post: (address, body) =>
      get(address, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    end: async (signal = 'SIGTERM') => {
      for (const client of clients.splice(0)) client.close();
      child.kill(signal);
      const [code] = await ended;
      process.off('exit', kill);
      return code;
    },
  };
}
