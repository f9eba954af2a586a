import path from 'node:path';
import { callUnary, CatalogServiceClient, DescribeRequest } from '@weir/contracts';
import { startStage, type WeirProcess } from '../../e2e/weir-process.js';
import type { Network, Place } from '../network/network.js';
import { Restartable } from './restartable.js';
import type { SystemOptions } from './system-options.js';

/** Of the demonstration shop. */
export const products = 150;

/** Every service in processes of its own. */
export interface SplitProcesses {
  readonly search: readonly Restartable[];
  readonly retrieval: readonly Restartable[];
  readonly ranker: readonly Restartable[];
  readonly reranker: Restartable;
  readonly experiments: Restartable;
}

/** What they stand on. */
export interface Ground {
  readonly options: SystemOptions;
  readonly network: Network;
  readonly folder: string;
  readonly redisPort: number;
  readonly openSearchPort: number;
}

/** @param began told of each as soon as it runs, so that it can be ended where another does not start */
export async function startSplitProcesses(
  ground: Ground,
  began: (process: Restartable) => void,
): Promise<SplitProcesses> {
  const { network, options } = ground;
  const stage = async (name: string, place: Place, own: readonly string[] = [], data = name): Promise<Restartable> => {
    const settings = [...(await shared(ground, place)), ...own, `data_dir=${path.join(ground.folder, data)}`];
    const args = settings.flatMap((each) => ['--set', each]);
    const process = await Restartable.start((ports) => startStage(name, args, { ...network.placed(place), ports }));
    began(process);
    return process;
  };
  const several = (name: string, place: Place, own?: readonly string[]): Promise<readonly Restartable[]> =>
    Promise.all(Array.from({ length: options.processes }, (_, at) => stage(name, place, own, `${name}-${at}`)));
  const starting = [
    stage('retrieval', 'index', [], 'retrieval-0'),
    several('ranker', 'rest'),
    // Nothing is remembered, so that each new search needs it.
    stage('reranker', 'rest', ['cache.bytes=0', 'cache.near_bytes=0']),
    stage('experiments', 'rest'),
  ] as const;
  await Promise.allSettled(starting);
  const [first, ranker, reranker, experiments] = await Promise.all(starting);
  // The second one finds the vectors that the first has made.
  await allVectors(first.current);
  const retrieval = [first, await stage('retrieval', 'index', [], 'retrieval-1')];
  const addresses = async (to: Place, processes: readonly Restartable[]): Promise<string> => {
    const reached = processes.map(({ current }) => network.reach('search', to, current.grpcPort));
    return `ipv4:${(await Promise.all(reached)).join(',')}`;
  };
  const search = await several('search', 'search', [
    `stages.retrieval=${await addresses('index', retrieval)}`,
    `stages.ranker=${await addresses('rest', ranker)}`,
    `stages.reranker=${await addresses('rest', [reranker])}`,
  ]);
  return { search, retrieval, ranker, reranker, experiments };
}

async function shared(
  { options, network, openSearchPort, redisPort }: Ground,
  place: Place,
): Promise<readonly string[]> {
  return [
    ...options.plan,
    ...[`demo.products=${products}`, 'storage.engine=opensearch', 'retrieval.engine=opensearch'],
    `opensearch.url=http://${await network.reachLoopback(place, openSearchPort)}`,
    ...[`cache.url=redis://${await network.reach(place, 'rest', redisPort)}`, 'cache.budget_ms=20'],
  ];
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
