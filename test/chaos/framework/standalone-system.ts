import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { credentials } from '@grpc/grpc-js';
import { DuckDBInstance } from '@duckdb/node-api';
import { demoShop } from '@weir/catalogue';
import { channelOptions, SearchServiceClient } from '@weir/contracts';
import { writeTwoRankers } from '../../browser/two-rankers.js';
import { startWeir, type WeirProcess } from '../../e2e/weir-process.js';
import { askGrpc, askHttp } from './asks.js';
import type { Ground } from './scenario.js';
import type { SystemOptions } from './system-options.js';
import { titleWords } from './search-load.js';

/** One process that has everything, its data on a disk of its own that can be filled. */
export interface StandaloneSystem extends Ground {
  readonly weir: WeirProcess;
  /** Registry with two versions of the ranker. */
  readonly models: string;
  /** Sets its wall clock so many ms ahead. */
  jump(ms: number): void;
  /** Leaves no room on its disk. */
  fillDisk(): void;
  emptyDisk(): void;
  /** Kills the process and tells how many of these events are in its file. */
  stored(ids: readonly string[]): Promise<number>;
  close(): Promise<void>;
}

const diskMiB = 256;
/** Of the demonstration shop. */
const products = 150;

export async function startStandaloneSystem({ seed, plan }: SystemOptions): Promise<StandaloneSystem> {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-chaos-'));
  const [disk, models, clock] = ['disk', 'models', 'clock'].map((name) => path.join(folder, name)) as [
    string,
    string,
    string,
  ];
  mkdirSync(disk);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${diskMiB}m`, 'tmpfs', disk], { encoding: 'utf8' });
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true });
    throw new Error(`a disk that can be filled is a tmpfs, and mounting one needs root: ${mounted.stderr}`);
  }
  const remove = (): void => {
    spawnSync('umount', ['-l', disk]);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    writeTwoRankers(models);
    writeFileSync(clock, '0');
    const data = path.join(disk, 'data');
    const settings = [...[`demo.products=${products}`, `models_dir=${models}`, `data_dir=${data}`], ...plan];
    const weir = await startWeir(
      settings.flatMap((each) => ['--set', each]),
      { NODE_OPTIONS: `--require ${path.join(__dirname, 'clock.cjs')}`, CHAOS_CLOCK: clock },
    );
    const client = new SearchServiceClient(
      `ipv4:${weir.host}:${weir.grpcPort}`,
      credentials.createInsecure(),
      channelOptions(16 * 2 ** 20),
    );
    const asks = [askHttp([`http://${weir.host}:${weir.httpPort}`]), askGrpc(client)];
    const repeated = demoShop({ products }).suggestions.slice(0, 6);
    for (let round = 0; round < 3; round += 1) for (const ask of asks) for (const query of repeated) await ask(query);
    const filler = path.join(disk, 'filler');
    return {
      ...{ weir, models, seed, asks, repeated, words: await titleWords(products) },
      events: `http://${weir.host}:${weir.httpPort}`,
      stored: async (ids) => {
        await weir.end('SIGKILL');
        return stored(path.join(data, 'weir.duckdb'), ids);
      },
      jump: (ms) => {
        writeFileSync(clock, String(ms));
        weir.child.kill('SIGUSR2');
      },
      fillDisk: () => {
        const { bavail, bsize } = statfsSync(disk);
        spawnSync('dd', ['if=/dev/zero', `of=${filler}`, `bs=${bsize}`, `count=${bavail + 10}`]);
      },
      emptyDisk: () => {
        rmSync(filler, { force: true });
      },
      close: async () => {
        client.close();
        await weir.end('SIGKILL');
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}

async function stored(file: string, ids: readonly string[]): Promise<number> {
  const instance = await DuckDBInstance.create(file);
  const connection = await instance.connect();
  const wanted = new Set(ids);
  const { length } = (await connection.runAndReadAll('SELECT DISTINCT id FROM events'))
    .getRows()
    .filter(([id]) => wanted.has(String(id)));
  connection.closeSync();
  instance.closeSync();
  return length;
}
