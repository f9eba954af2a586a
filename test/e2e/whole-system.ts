import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { callUnary, CatalogServiceClient, DescribeRequest } from '@weir/contracts';
import { connect } from '@weir/opensearch';
import { indexName, openSearchUrl } from '../opensearch-server.js';
import { startRedis } from '../redis/redis-server.js';
import { startStage, startWeir, type WeirProcess } from './weir-process.js';

/** Of the demonstration shop. */
export const products = 150;

/** Every service in processes of its own on one OpenSearch and one Redis, and beside them one process that has all. */
export interface WholeSystem {
  /** The demonstration shop in one process, for comparison. */
  readonly standalone: WeirProcess;
  readonly search: WeirProcess;
  readonly retrieval: readonly WeirProcess[];
  readonly ranker: readonly WeirProcess[];
  readonly reranker: WeirProcess;
  readonly experiments: WeirProcess;
  /** Searches over the embedded index of one process that has the folder of `standalone`, which must have ended. */
  embedded(): Promise<WeirProcess>;
  close(): Promise<void>;
}

export async function startWholeSystem(): Promise<WholeSystem> {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-system-'));
  const prefix = indexName('system');
  const [url, redis] = await Promise.all([openSearchUrl(), startRedis()]);
  const started: WeirProcess[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(started.map((each) => each.end('SIGKILL')));
    await dropIndices(url, prefix);
    await redis.close();
    rmSync(folder, { recursive: true });
  };
  try {
    const start = async (process: Promise<WeirProcess>): Promise<WeirProcess> => {
      started.push(await process);
      return process;
    };
    return { ...(await startAll({ folder, prefix, url, redisUrl: redis.url }, start)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Ground {
  readonly folder: string;
  readonly prefix: string;
  readonly url: string;
  readonly redisUrl: string;
}

async function startAll(
  { folder, prefix, url, redisUrl }: Ground,
  start: (process: Promise<WeirProcess>) => Promise<WeirProcess>,
): Promise<Omit<WholeSystem, 'close'>> {
  const set = (...settings: readonly string[]): readonly string[] => settings.flatMap((each) => ['--set', each]);
  const both = set(
    `demo.products=${products}`,
    // A machine that is busy with other tests is not what these are about.
    ...['plan.deadline_ms=30000', 'plan.retrieval.encode_budget_ms=30000', 'plan.retrieval.budget_ms=30000'],
    ...['plan.ranker.budget_ms=30000', 'plan.reranker.budget_ms=30000', 'cache.budget_ms=500'],
    // Kept for when nothing can be found, and too short to be served before.
    'plan.page.cache_ttl_ms=1',
  );
  const shared = [
    ...both,
    ...set(`opensearch.url=${url}`, 'storage.engine=opensearch', `storage.opensearch.prefix=${prefix}`),
    ...set('retrieval.engine=opensearch', `retrieval.opensearch.index=${prefix}-index`),
    ...set('retrieval.opensearch.timeout_ms=30000', `cache.url=${redisUrl}`),
  ];
  const ports = (...processes: readonly WeirProcess[]): string =>
    `ipv4:${processes.map(({ grpcPort }) => `127.0.0.1:${grpcPort}`).join(',')}`;
  const stage = (name: string, data: string, args: readonly string[]): Promise<WeirProcess> =>
    start(startStage(name, [...args, ...set(`data_dir=${path.join(folder, data)}`)]));

  const starting = [
    start(startWeir([...both, '--data-dir', path.join(folder, 'standalone')])),
    stage('retrieval', 'retrieval-a', shared),
    stage('ranker', 'ranker-a', shared),
    stage('ranker', 'ranker-b', shared),
    stage('ranker', 'ranker-c', shared),
    // Nothing is remembered, so that each search needs it; one thread, so that others wait.
    stage('reranker', 'reranker', [...both, ...set('cache.bytes=0', 'inference.threads=1')]),
    stage('experiments', 'experiments', shared),
  ] as const;
  await Promise.allSettled(starting);
  const [standalone, first, rankerA, rankerB, rankerC, reranker, experiments] = await Promise.all(starting);
  const rankers = [rankerA, rankerB, rankerC];
  // The others find the vectors that the first has made.
  await Promise.all([standalone, first].map(allVectors));
  const others = ['retrieval-b', 'retrieval-c'].map((folder) => stage('retrieval', folder, shared));
  await Promise.allSettled(others);
  const retrieval = [first, ...(await Promise.all(others))];
  const search = await stage('search', 'search', [
    ...[...shared, ...set(`stages.retrieval=${ports(...retrieval)}`, `stages.ranker=${ports(...rankers)}`)],
    ...set(`stages.reranker=${ports(reranker)}`),
  ]);
  return {
    ...{ standalone, search, retrieval, ranker: rankers, reranker, experiments },
    embedded: async () => {
      const alone = await stage('retrieval', 'standalone', both);
      return stage('search', 'search', [...shared, ...set(`stages.retrieval=${ports(alone)}`)]);
    },
  };
}

/** Resolves when every product has its vector. */
async function allVectors(weir: WeirProcess): Promise<void> {
  const client = weir.client(CatalogServiceClient);
  for (;;) {
    const told = await callUnary(client.describe.bind(client), DescribeRequest.fromPartial({}), { ms: 60_000 });
    if (told.products === products && told.vectors_pending === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function dropIndices(url: string, prefix: string): Promise<void> {
  const client = connect({ nodes: [url] });
  await client.indices.delete({ index: `${prefix}-*` });
  await client.close();
}
