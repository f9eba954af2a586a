import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { type Client, credentials } from '@grpc/grpc-js';

const root = path.resolve(__dirname, '..', '..');

/** A `weir serve` that was started for a test, on free ports. */
export interface WeirProcess {
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
export async function startWeir(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<WeirProcess> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('WEIR_') && name !== 'NODE_OPTIONS',
  );
  const child = spawn(
    process.execPath,
    [path.join(root, 'bin', 'weir'), 'serve', '--http-port', '0', '--grpc-port', '0', ...args],
    {
      cwd: root,
      env: { ...Object.fromEntries(inherited), ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  // A test that is broken off must not leave a server behind.
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  let output = '';
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const ports = await new Promise<readonly number[]>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = /page {2}http:\/\/\S+?:(\d+)\/[\s\S]*gRPC {2}\S+?:(\d+)[\s\S]*Ctrl\+C/.exec(output);
      if (found !== null) resolve(found.slice(1).map(Number));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void ended.then(([code]) => {
      reject(new Error(`weir serve ended with ${String(code)}:\n${output}`));
    });
  });
  const [httpPort = 0, grpcPort = 0] = ports;
  const clients: Client[] = [];
  const get = (address: string, options?: RequestInit): Promise<Response> =>
    fetch(`http://127.0.0.1:${httpPort}${address}`, options);
  return {
    httpPort,
    grpcPort,
    child,
    ended: ended.then(([code]) => code),
    output: () => output,
    client: (type) => {
      const client = new type(`127.0.0.1:${grpcPort}`, credentials.createInsecure());
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
