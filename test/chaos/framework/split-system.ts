import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { credentials } from '@grpc/grpc-js';
import { demoShop } from '@weir/catalogue';
import { channelOptions, SearchServiceClient } from '@weir/contracts';
import { eventDocumentId } from '../../../libs/storage/src/opensearch/events/document-id.js';
import type { WeirProcess } from '../../e2e/weir-process.js';
import { OwnOpenSearch } from '../../opensearch-server.js';
import { type RedisServer, startRedis } from '../../redis/redis-server.js';
import type { Network } from '../network/network.js';
import { openNetwork } from '../network/open-network.js';
import { askGrpc, askHttp } from './asks.js';
import type { Ground } from './scenario.js';
import { titleWords } from './search-load.js';
import { products, type SplitProcesses, startSplitProcesses } from './split-processes.js';
import type { SystemOptions } from './system-options.js';

/** Every service in processes of its own, on one OpenSearch and one Redis, over a network that can be broken. */
export interface SplitSystem extends Ground, SplitProcesses {
  readonly network: Network;
  readonly openSearch: OwnOpenSearch;
  readonly openSearchPort: number;
  readonly redis: RedisServer;
  /** How many of these events are in the storage. */
  stored(ids: readonly string[]): Promise<number>;
  close(): Promise<void>;
}

export async function startSplitSystem(options: SystemOptions): Promise<SplitSystem> {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-chaos-'));
  const closing: (() => unknown)[] = [];
  closing.push(() => {
    rmSync(folder, { recursive: true });
  });
  const close = async (): Promise<void> => {
    for (const each of closing.splice(0).reverse()) await each();
  };
  try {
    const network = await openNetwork();
    closing.push(() => network.close());
    const { host } = network.placed('rest');
    const openSearch = new OwnOpenSearch();
    closing.push(() => openSearch.down());
    const listens = host === '127.0.0.1' ? [] : ['--bind', '127.0.0.1', host, '--protected-mode', 'no'];
    const [url, redis] = await Promise.all([openSearch.up(), startRedis(listens)]);
    closing.push(() => redis.close());
    const openSearchPort = Number(new URL(url).port);
    const processes = await startSplitProcesses(
      { options, network, folder, openSearchPort, redisPort: redis.port },
      (each) => {
        closing.push(() => each.end('SIGKILL'));
      },
    );
    const client = clientOf(processes);
    closing.push(() => {
      client.close();
    });
    const asks = [askHttp(processes.search.map(({ current }) => addressOf(current))), askGrpc(client)];
    const repeated = demoShop({ products }).suggestions.slice(0, 6);
    for (let round = 0; round < 3; round += 1) for (const ask of asks) for (const query of repeated) await ask(query);
    return {
      ...processes,
      ...{ network, openSearch, openSearchPort, redis, asks, repeated, seed: options.seed, close },
      words: await titleWords(products),
      events: addressOf(processes.experiments.current),
      stored: (ids) => stored(url, ids),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** One channel to all processes that search. */
function clientOf({ search }: SplitProcesses): SearchServiceClient {
  const all = search.map(({ current: { host, grpcPort } }) => `${host}:${grpcPort}`).join(',');
  return new SearchServiceClient(`ipv4:${all}`, credentials.createInsecure(), channelOptions(16 * 2 ** 20));
}

function addressOf({ host, httpPort }: WeirProcess): string {
  return `http://${host}:${httpPort}`;
}

async function stored(url: string, ids: readonly string[]): Promise<number> {
  const post = async (route: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}/weir-ubi-events-*/${route}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${route}: ${await response.text()}`);
    return response.json();
  };
  await post('_refresh');
  const query = { ids: { values: ids.map(eventDocumentId) } };
  return ((await post('_count', { query })) as { readonly count: number }).count;
}
