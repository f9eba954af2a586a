import { expectGood } from './framework/expect-good.js';
import { report, type Row } from './framework/report.js';
import { fullLength, runScenario, type Scenario, shortLength } from './framework/scenario.js';
import type { Fault, Place } from './network/network.js';
import type { Restartable } from './framework/restartable.js';
import { type SplitSystem, startSplitSystem } from './framework/split-system.js';
import { isFull, only, systemOptions } from './framework/system-options.js';

jest.setTimeout(600_000);

/** Where a network fault is. */
interface Link {
  readonly from: Place;
  readonly to: Place;
  /** Of the servers in `to`. */
  ports(): readonly number[];
}

/** Every single fault of a system of real processes: what searches and events make of it. */
describe('a system of processes of which one breaks', () => {
  let system: SplitSystem;
  const results: Row[] = [];

  beforeAll(async () => {
    system = await startSplitSystem(systemOptions);
  });
  afterAll(async () => {
    if (results.length > 0) report('processes', results, { isFull: isFull && only === undefined });
    await system.close();
  });

  const ended = (
    name: string,
    which: () => Restartable,
    signal: 'SIGTERM' | 'SIGKILL',
    more: Partial<Scenario> = {},
  ): Scenario => ({
    name: `${name}: ${signal === 'SIGTERM' ? 'stopped (SIGTERM)' : 'kill -9'}`,
    inject: () => which().end(signal),
    heal: () => which().restart(),
    ...more,
  });
  const paused = (name: string, which: () => Restartable, more: Partial<Scenario> = {}): Scenario => ({
    name: `${name}: SIGSTOP`,
    inject: () => {
      which().signal('SIGSTOP');
    },
    heal: () => {
      which().signal('SIGCONT');
    },
    ...more,
  });
  const all = (name: string, which: () => Restartable, short: readonly string[] = []): readonly Scenario[] => [
    ended(name, which, 'SIGTERM', { isShort: short.includes('SIGTERM') }),
    ended(name, which, 'SIGKILL', { isShort: short.includes('SIGKILL') }),
    paused(name, which, { isShort: short.includes('SIGSTOP') }),
  ];
  const broken = (name: string, link: Link, fault: Fault, more: Partial<Scenario> = {}): Scenario => {
    const set = async (next: Fault | undefined): Promise<void> => {
      for (const port of link.ports()) await system.network.fault(link.from, link.to, port, next);
    };
    return { name, inject: () => set(fault), heal: () => set(undefined), ...more };
  };
  const network = (between: string, link: Link, more: Partial<Scenario> = {}): readonly Scenario[] => [
    broken(`network, ${between}: 50 ms each way`, link, { delayMs: 50 }),
    broken(`network, ${between}: 10 % of packets lost`, link, { loss: 0.1 }),
    broken(`network, ${between}: cut`, link, { cut: true }, more),
  ];
  const grpcOf = (processes: readonly Restartable[]): number[] => processes.map(({ current }) => current.grpcPort);
  const scenarios: readonly Scenario[] = [
    ...all('search, one of two', () => system.search[0]!),
    ...all('retrieval, one of two', () => system.retrieval[0]!, ['SIGSTOP']),
    ...all('ranker, one of two', () => system.ranker[0]!),
    ...all('reranker, the only one', () => system.reranker, ['SIGSTOP']),
    ...all('experiments, the only one', () => system.experiments, ['SIGSTOP']),
    {
      name: 'Redis: stopped (SIGTERM)',
      inject: () => system.redis.kill('SIGTERM'),
      heal: () => system.redis.restart(),
    },
    { name: 'Redis: kill -9', inject: () => system.redis.kill(), heal: () => system.redis.restart(), isShort: true },
    {
      name: 'Redis: SIGSTOP',
      inject: () => {
        system.redis.pause();
      },
      heal: () => {
        system.redis.resume();
      },
    },
    {
      name: 'OpenSearch, the only node: stopped (SIGTERM)',
      inject: () => system.openSearch.kill(undefined, 'SIGTERM'),
      heal: () => system.openSearch.up(),
      mayFail: 'new',
    },
    {
      name: 'OpenSearch, the only node: kill -9',
      inject: () => system.openSearch.kill(),
      heal: () => system.openSearch.up(),
      mayFail: 'new',
    },
    {
      name: 'OpenSearch, the only node: SIGSTOP',
      inject: () => system.openSearch.pause(),
      heal: () => system.openSearch.resume(),
      mayFail: 'new',
      isShort: true,
    },
    ...network(
      'search and one of two retrieval',
      { from: 'search', to: 'index', ports: () => grpcOf(system.retrieval.slice(0, 1)) },
      { isShort: true },
    ),
    ...network('search and the reranker', { from: 'search', to: 'rest', ports: () => grpcOf([system.reranker]) }),
    ...network('search and Redis', { from: 'search', to: 'rest', ports: () => [system.redis.port] }),
    ...network('search and OpenSearch', { from: 'search', to: 'rest', ports: () => [system.openSearchPort] }),
    ...network(
      'retrieval and OpenSearch',
      { from: 'index', to: 'rest', ports: () => [system.openSearchPort] },
      { mayFail: 'new' },
    ),
  ];

  const wanted = scenarios.filter(({ isShort, name }) =>
    only === undefined ? isFull || isShort === true : name.includes(only),
  );
  it.each(wanted.map((scenario) => [scenario.name, scenario] as const))('%s', async (_, scenario) => {
    const result = await runScenario(scenario, system, isFull ? fullLength : shortLength);
    const lost = result.events.acknowledged.length - (await system.stored(result.events.acknowledged));
    results.push({ ...result, lost });
    expectGood(scenario, result);
    expect(lost).toBe(0);
  });
});
