import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { demoShop, type Product, toProduct } from '@weir/catalogue';
import { loadConfiguration } from '@weir/config';
import { type Engine, openEngine, weirConfiguration } from '@weir/engine';
import { shippedModels } from '@weir/registry';
import { OwnOpenSearch } from '../opensearch-server.js';

/** Searches a second, before, while and after a node dies. */
const perSecond = 50;
/** How long they go on before the kill and after it. */
const seconds = 10;
/** Products and events written at a time, over and over, meanwhile. */
const batch = 20;

const shop = demoShop({ products: 1500 });
const queries = shop.queries().map(({ text }) => text);
const experiment = { experiment: 'e', phase: 1 };

// Three servers start on however few cores.
jest.setTimeout(300_000);

describe('three nodes of OpenSearch, of which the one with the catalogue is killed', () => {
  const cluster = new OwnOpenSearch(3);
  let folder: string;
  let engine: Engine;
  let products: readonly Product[];
  /** Of one of the nodes. */
  let url: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-nodes-'));
    const set = (setting: string, value: string) => ({ flag: `--${setting}`, setting, value });
    const urls = await cluster.up();
    url = urls.split(',')[0]!;
    const flags = [
      set('opensearch.url', urls),
      set('retrieval.engine', 'opensearch'),
      set('retrieval.opensearch.replicas', '1'),
      // A machine that is busy with other tests must not fail searches that a quiet one answers.
      set('retrieval.opensearch.timeout_ms', '30000'),
      set('storage.engine', 'opensearch'),
    ];
    const { values } = loadConfiguration(weirConfiguration, { folder, environment: {}, flags });
    engine = await openEngine({
      dataDir: path.join(folder, 'data'),
      registryDir: shippedModels(),
      mapping: shop.mapping,
      backends: values,
      // Every search asks the cluster; what comes after retrieval is not in question.
      cacheBytes: 0,
      plan: {
        deadline_ms: 30_000,
        retrieval: { mode: 'bm25', encoder: null, budget_ms: 30_000 },
        ranker: { model: null },
        reranker: { model: null, blend: null },
      },
    });
    const rows: Product[] = [];
    for await (const row of shop.rows()) if ('fields' in row) rows.push(toProduct(row.fields, shop.mapping));
    products = rows;
    await engine.indexer.upsert(products);
    await untilCopied(url);
  });

  afterAll(async () => {
    await engine.close();
    await cluster.down();
    rmSync(folder, { recursive: true, force: true });
  });

  it('fails no search, and loses no product and no event that it acknowledged', async () => {
    await load(engine, 5);
    const under = { way: true };
    const written = write(engine, products, under);
    const before = await load(engine, seconds);
    const [after] = await Promise.all([
      load(engine, seconds),
      wait(1_000).then(async () => cluster.kill(await nodeOf(url, 'weir-products-v000001'))),
    ]);
    under.way = false;
    const { titles, events } = await written;
    console.info(
      `p99 ${before.p99.toFixed(0)} ms before, ${after.p99.toFixed(0)} ms with the kill, of ${titles.size} products`,
    );

    expect([...before.failures, ...after.failures]).toEqual([]);
    // The deadline of the default Plan, and what this machine is slower by now than a quiet one.
    expect(after.p99).toBeLessThan(250 + 4 * before.p99);
    expect(titles.size).toBeGreaterThan(2 * batch);
    for (const [id, title] of titles) {
      const { products: found } = await engine.cascade.search({ query: title }, { unhurried: true });
      expect(found.map(({ product }) => [product.id, product.title])).toContainEqual([id, title]);
    }
    const { moments } = await engine.storage.events.moments({
      ...experiment,
      metrics: [clicks],
      bots: false,
      outliers: false,
    });
    expect(moments[0]?.m.sum).toBe(events);
  });
});

const clicks = {
  key: 'clicks',
  kind: 'count',
  numerator: { aggregate: 'count', action: 'click' },
  better: 'higher',
} as const;

interface Load {
  readonly failures: readonly string[];
  /** Of how long a search took, ms, less the longest that this process itself was kept from running. */
  readonly p99: number;
  readonly slowest: number;
}

/** Searches that begin at their time, however long those before take. */
async function load(engine: Engine, forSeconds: number): Promise<Load> {
  const failures: string[] = [];
  const times: number[] = [];
  const stalls = monitorEventLoopDelay({ resolution: 1 });
  stalls.enable();
  const search = async (query: string): Promise<void> => {
    const start = performance.now();
    try {
      const answer = await engine.cascade.search({ query });
      // On a busy machine the page cache may be late: that costs time, and no product.
      const degraded = answer.degraded.filter(({ stage, cause }) => stage !== 'cache' || cause !== 'deadline');
      if (degraded.length > 0) failures.push(`${query}: ${JSON.stringify(degraded)}`);
    } catch (error) {
      failures.push(`${query}: ${(error as Error).message}`);
    }
    times.push(performance.now() - start);
  };
  const start = performance.now();
  const searches: Promise<void>[] = [];
  for (let n = 0; n < perSecond * forSeconds; n += 1) {
    await wait(Math.max(0, start + (n * 1000) / perSecond - performance.now()));
    searches.push(search(queries[n % queries.length]!));
  }
  await Promise.all(searches);
  stalls.disable();
  times.sort((left, right) => left - right);
  return { failures, p99: times[Math.floor(times.length * 0.99)]! - stalls.max / 1e6, slowest: times.at(-1)! };
}

/** Products and events, batch after batch, for as long as `under.way`: what was acknowledged. */
async function write(
  { indexer, storage }: Engine,
  products: readonly Product[],
  under: { readonly way: boolean },
): Promise<{ readonly titles: ReadonlyMap<string, string>; readonly events: number }> {
  const titles = new Map<string, string>();
  let events = 0;
  const at = Date.now();
  await storage.events.expose([{ ...experiment, variant: 'a', unit: 'u', at, reached: true }]);
  for (let n = 0; under.way; n += 1) {
    const from = (n * batch) % products.length;
    const renamed = products
      .slice(from, from + batch)
      .map((product) => ({ ...product, title: `zeppelin${n}x${product.id.replaceAll(/\W/g, '')}` }));
    await indexer.upsert(renamed);
    for (const { id, title } of renamed) titles.set(id, title);
    const clicked = renamed.map(({ id }) => ({
      ...{ id: `${n} ${id}`, action: 'click', at: at + n, receivedAt: at + n, shopper: 'u', session: '', searchId: '' },
      productId: id,
    }));
    events += (await storage.events.append(clicked)).recorded;
    await wait(100);
  }
  return { titles, events };
}

/** Every index has its second copy. */
async function untilCopied(url: string): Promise<void> {
  const answer = await fetch(`${url}/_cluster/health?wait_for_status=green&timeout=120s`);
  expect(await answer.json()).toMatchObject({ status: 'green' });
}

/** Name of the node that has the first copy. */
async function nodeOf(url: string, index: string): Promise<string> {
  const answer = await fetch(`${url}/_cat/shards/${index}?format=json`);
  const shards = (await answer.json()) as readonly { readonly prirep: string; readonly node: string }[];
  return shards.find(({ prirep }) => prirep === 'p')!.node;
}
