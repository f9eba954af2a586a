import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { credentials, type ServiceError, status } from '@grpc/grpc-js';
import { SearchRequest, SearchServiceClient } from '@weir/contracts';
import { poisons } from './clients/poison.js';
import { flood, type Leave, neverReaders, slowSenders, windowless } from './clients/slow.js';
import { expectGood } from './framework/expect-good.js';
import { report, type Row } from './framework/report.js';
import { fullLength, type Result, runScenario, type Scenario, shortLength } from './framework/scenario.js';
import { type StandaloneSystem, startStandaloneSystem } from './framework/standalone-system.js';
import { isFull, only, systemOptions } from './framework/system-options.js';

const dayMs = 86_400_000;
const connections = 2000;

jest.setTimeout(300_000);

/** What may come from outside, or happen to the machine, of the one process that has everything. */
describe('one process with everything in it', () => {
  let system: StandaloneSystem;
  const results: Result[] = [];
  let leaving: readonly Leave[] = [];

  beforeAll(async () => {
    system = await startStandaloneSystem(systemOptions);
  });
  afterAll(async () => {
    for (const leave of leaving) leave();
    await system.close();
  });

  const leave = (): void => {
    for (const each of leaving) each();
    leaving = [];
  };
  const scenarios: readonly Scenario[] = [
    {
      name: 'disk full',
      inject: () => {
        system.fillDisk();
      },
      heal: () => {
        system.emptyDisk();
      },
    },
    ...[1, -1].map((days): Scenario => ({
      name: `clock jumps a day ${days > 0 ? 'ahead' : 'back'}, and again into its place`,
      inject: () => {
        system.jump(days * dayMs);
      },
      heal: () => {
        system.jump(0);
      },
    })),
    {
      name: "damaged model: bytes of the served version and of the next are flipped, the next one's promotion refused",
      inject: () => damageModels(system.models),
      heal: () => undefined,
    },
    { name: 'poison products', inject: () => sendPoisonProducts(system), heal: () => deletePoison(system) },
    { name: 'poison queries', inject: () => sendPoisonQueries(system), heal: () => undefined },
    {
      name: 'slow clients: 100 that send a byte a second, 100 that never read, over HTTP and gRPC',
      inject: () => {
        leaving = [slowSenders(system.weir, 100), neverReaders(system.weir, 50), windowless(system.weir, 50)];
      },
      heal: leave,
    },
    {
      name: `${connections} connections that say nothing, half to each port`,
      inject: async () => {
        leaving = [await flood(system.weir, connections)];
      },
      heal: leave,
    },
  ];
  const wanted = scenarios.filter(({ name }) => only === undefined || name.includes(only));

  it.each(wanted.map((scenario) => [scenario.name, scenario] as const))('%s', async (_, scenario) => {
    const result = await runScenario(scenario, system, isFull ? fullLength : shortLength);
    results.push(result);
    expectGood(scenario, result);
  });

  it('has every event that it acknowledged, after kill -9', async () => {
    expect(system.weir.output()).not.toMatch(/uncaught|unhandled/i);
    const all = results.flatMap(({ events }) => events.acknowledged);
    const lost = all.length - (await system.stored(all));
    const rows = results.map((result): Row => ({ ...result, lost }));
    report('standalone', rows, { isFull: isFull && only === undefined });
    expect(lost).toBe(0);
    expect(all.length).toBeGreaterThan(0);
  });
});

/** A promotion reads what it promotes; what is served stays in memory. */
async function damageModels(models: string): Promise<void> {
  for (const version of ['2.2.0', '2.3.0']) {
    const file = path.join(models, 'ranker-shop', version, 'model.txt');
    const bytes = readFileSync(file);
    for (let at = 1000; at < 1020; at += 1) bytes[at] = bytes[at]! ^ 0xff;
    writeFileSync(file, bytes);
  }
  const weir = path.resolve('bin', 'weir');
  const promotion = [
    'models',
    'promote',
    'ranker-shop',
    '2.3.0',
    '--models',
    models,
    '--to',
    'champion',
    '--why',
    'test',
  ];
  await expect(promisify(execFile)(process.execPath, [weir, ...promotion])).rejects.toThrow(/2\.3\.0/);
}

/** Each is taken or refused, and never with a failure of the server's. */
async function sendPoisonProducts({ weir }: StandaloneSystem): Promise<void> {
  const met: Record<string, number> = {};
  for (const [n, { name, text }] of poisons.entries()) {
    const product = { id: `poison-${n}`, title: text, brand: text, price: 1, category: [text] };
    met[name] = (await weir.post('/v1/products', { products: [product] })).status;
    const hidden = { id: `poison-${n}`, title: 'x', text: { [text.slice(0, 100)]: text }, attributes: { a: text } };
    await weir.post('/v1/products', { products: [hidden] });
  }
  expect(Object.entries(met).filter(([, status]) => status >= 500)).toEqual([]);
}

async function deletePoison({ weir }: StandaloneSystem): Promise<void> {
  for (const n of poisons.keys()) await weir.fetch(`/v1/products/poison-${n}`, { method: 'DELETE' });
}

async function sendPoisonQueries({ weir }: StandaloneSystem): Promise<void> {
  const client = new SearchServiceClient(`${weir.host}:${weir.grpcPort}`, credentials.createInsecure());
  const refused: [string, string][] = [];
  for (const { name, text } of poisons) {
    const { status: code } = await weir.post('/v1/search', { query: text, shopper_id: text.slice(0, 100) });
    if (code >= 500) refused.push([name, `HTTP ${code}`]);
    const answer = await new Promise<status>((resolve) => {
      client.search(SearchRequest.fromPartial({ query: text }), (error: ServiceError | null) => {
        resolve(error?.code ?? status.OK);
      });
    });
    if (![status.OK, status.INVALID_ARGUMENT, status.RESOURCE_EXHAUSTED].includes(answer))
      refused.push([name, status[answer]]);
  }
  client.close();
  expect(refused).toEqual([]);
}
