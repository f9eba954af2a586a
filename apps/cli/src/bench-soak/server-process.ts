import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';

/** A `weir serve` that a bench started for itself, on free ports of loopback. */
export interface ServerProcess {
  /** E.g. `http://127.0.0.1:45123`. */
  readonly http: string;
  /** Host and port. */
  readonly grpc: string;
  /** What the system says that it takes. */
  usage(): ProcessUsage;
  /** Its exit code, once it has ended; it is told to stop. */
  stop(): Promise<number | null>;
}

interface ProcessUsage {
  /** Resident, MiB. */
  readonly rssMiB: number;
  /** Open files and sockets. */
  readonly handles: number;
  readonly threads: number;
}

/** As `npm start` and the container image have it: glibc would keep what each thread once had, which looks like a leak. */
const asDeployed = 'MALLOC_ARENA_MAX=2';

/** Starts `weir serve` with these settings and waits until it is ready. Rejects with what it wrote if it ends before. */
export async function startServerProcess(settings: readonly string[]): Promise<ServerProcess> {
  const args = settings.flatMap((each) => ['--set', each]);
  const command = [
    asDeployed,
    process.execPath,
    process.argv[1]!,
    'serve',
    '--grpc-port',
    '0',
    '--http-port',
    '0',
    ...args,
  ];
  const child = spawn('env', command, { stdio: ['ignore', 'pipe', 'pipe'] });
  process.once('exit', () => void child.kill('SIGKILL'));
  const ended = once(child, 'exit') as Promise<[number | null]>;
  let output = '';
  const ready = /page {2}(?<http>http:\/\/\S+?:\d+)\/[\s\S]*gRPC {2}(?<grpc>\S+?:\d+)/;
  const { http, grpc } = await new Promise<{ readonly http: string; readonly grpc: string }>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-100_000);
      const { http, grpc } = ready.exec(output)?.groups ?? {};
      if (http !== undefined && grpc !== undefined) resolve({ http, grpc });
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void ended.then(([code]) => {
      reject(new Error(`weir serve ended with ${String(code)}:\n${output}`));
    });
  });
  const port = (address: string): string => address.slice(address.lastIndexOf(':') + 1);
  return {
    http: `http://127.0.0.1:${port(http)}`,
    grpc: `127.0.0.1:${port(grpc)}`,
    usage: () => usageOf(child),
    stop: async () => {
      child.kill('SIGTERM');
      const [code] = await ended;
      return code;
    },
  };
}

/** From `/proc`: only Linux tells how many files a process has open. */
function usageOf({ pid }: ChildProcess): ProcessUsage {
  const folder = `/proc/${String(pid)}`;
  const status = readFileSync(`${folder}/status`, 'utf8');
  const number = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
  return {
    rssMiB: number('VmRSS') / 1024,
    handles: readdirSync(`${folder}/fd`).length,
    threads: number('Threads'),
  };
}
