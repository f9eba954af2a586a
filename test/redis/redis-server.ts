import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Redis } from 'ioredis';

/** A real server on loopback, in a folder of its own, that keeps nothing on disk. */
export interface RedisServer {
  readonly port: number;
  readonly url: string;
  /** SIGSTOP: it neither answers nor closes a connection. */
  pause(): void;
  resume(): void;
  /** SIGKILL, where no other is told. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** The same server again, on the same port, empty. */
  restart(): Promise<void>;
  /** Runs commands of a test on it. */
  admin<T>(work: (client: Redis) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const program = findProgram();

/** @param args As on the command line of `redis-server`, e.g. `['--maxmemory', '2mb']`; a file first, where it needs one. */
export async function startRedis(args: readonly string[] = [], port?: number): Promise<RedisServer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-redis-'));
  const listens = port ?? (await freePort());
  let server = await launch(args, listens, folder);
  const kill = (signal: NodeJS.Signals = 'SIGKILL'): Promise<void> =>
    new Promise((resolve) => {
      if (server.exitCode !== null || server.signalCode !== null) {
        resolve();
        return;
      }
      server.once('exit', () => {
        resolve();
      });
      server.kill(signal);
    });
  return {
    port: listens,
    url: `redis://127.0.0.1:${listens}`,
    pause: () => void server.kill('SIGSTOP'),
    resume: () => void server.kill('SIGCONT'),
    kill,
    restart: async () => {
      await kill();
      server = await launch(args, listens, folder);
    },
    admin: async (work) => {
      const client = new Redis(listens, '127.0.0.1', { maxRetriesPerRequest: 1 });
      client.on('error', () => undefined);
      try {
        return await work(client);
      } finally {
        client.disconnect();
      }
    },
    close: async () => {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A port that nothing listens on; below 55536, as a cluster's node takes another one 10,000 above. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = await new Promise<number>((resolve) => {
      const probe = createServer().listen(0, '127.0.0.1', () => {
        const { port: free } = probe.address() as AddressInfo;
        probe.close(() => {
          resolve(free);
        });
      });
    });
    if (port < 55_536) return port;
  }
}

async function launch(args: readonly string[], port: number, folder: string): Promise<ChildProcess> {
  const leading = args[0]?.startsWith('--') === false ? args.slice(0, 1) : [];
  const common = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
  const keepsNothing = args.includes('--sentinel') ? [] : ['--save', '', '--appendonly', 'no'];
  const server = spawn(program, [...leading, ...common, ...keepsNothing, ...args.slice(leading.length)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  server.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  server.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  for (let tries = 0; tries < 500; tries++) {
    if (server.exitCode !== null) break;
    if (await accepts(port)) return server;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  server.kill('SIGKILL');
  throw new Error(`${program} does not start:\n${output}`);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => {
      resolve(false);
    });
  });
}

function findProgram(): string {
  const linked = path.resolve('node_modules', '.cache', 'redis', 'redis-server');
  if (existsSync(linked)) return linked;
  if (spawnSync('redis-server', ['--version']).status === 0) return 'redis-server';
  throw new Error('there is no redis-server for the tests: run node scripts/check.mjs redis, which gets one');
}
