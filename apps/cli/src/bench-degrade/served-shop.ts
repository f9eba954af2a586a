import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Metadata } from '@grpc/grpc-js';
import { connectShop } from '../simulation/shop-server.js';
import { vectorsMade } from '../simulation/vectors.js';

/** A `weir serve` of this bench, in a process of its own. */
export interface ServedShop {
  /** gRPC, `host:port`. */
  readonly address: string;
  /** Resident, MiB. */
  memory(): number;
  close(): Promise<void>;
}

/**
 * Starts `weir serve` on free ports and waits until every product can be found by words and by its vector. Rejects with
 * what it wrote if it ends before.
 *
 * @param args of `weir serve`
 */
export async function serveShop(args: readonly string[]): Promise<ServedShop> {
  const command = [process.argv[1]!, 'serve', '--grpc-port', '0', '--http-port', '0', '--log-level', 'warn', ...args];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = once(child, 'exit');
  const address = `127.0.0.1:${await portOf(child, ended)}`;
  const shop = connectShop({ address, metadata: new Metadata() });
  try {
    await vectorsMade(shop);
  } finally {
    shop.close();
  }
  return {
    address,
    memory: () => residentMiB(child),
    close: async () => {
      child.kill();
      await ended;
      process.off('exit', kill);
    },
  };
}

function portOf(child: ChildProcess, ended: Promise<unknown>): Promise<string> {
  let output = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const port = /gRPC {2}\S+?:(\d+)[\s\S]*Ctrl\+C/.exec(output)?.[1];
      if (port !== undefined) resolve(port);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    void ended.then(() => {
      reject(new Error(`weir serve ended:\n${output}`));
    });
  });
}

function residentMiB({ pid }: ChildProcess): number {
  const kibibytes = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
  return Math.round(kibibytes / 1024);
}
