import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { SearchResponse } from '@weir/contracts';
import { type Engine, openEngine } from '@weir/engine';
import { mappingSchema, toProduct } from '@weir/catalogue';
import { shippedModels } from '@weir/registry';
import { shop, type ShopRow, writeShop } from './shop.js';
import { startWeir } from './weir-process.js';

const run = promisify(execFile);
const root = path.resolve(__dirname, '..', '..');
const mapping = mappingSchema.parse({
  id: 'id',
  title: 'title',
  text: ['description'],
  brand: 'brand',
  category: 'category',
  price: 'price',
  rating: 'rating',
  attributes: ['color'],
});

// Far beyond what it takes: a machine under load must not fail it.
jest.setTimeout(180_000);

describe('the shipped default Plan over a small shop', () => {
  let engine: Engine;

  beforeAll(async () => {
    engine = await openEngine({ dataDir: null, registryDir: shippedModels(), mapping });
    await engine.indexer.upsert(shop.map((row: ShopRow) => toProduct({ ...row }, mapping)));
    await engine.indexer.settled();
  });
  afterAll(() => engine.close());

  it('runs every stage that it names, and none of them degrades', async () => {
    const plan = engine.plan();
    const answer = await engine.cascade.search({ query: 'blue drill', explain: true }, { unhurried: true });

    const stages = answer.timings.map(({ stage }) => stage);
    expect(answer.degraded).toEqual([]);
    expect(stages).toEqual(expect.arrayContaining(['encode', 'retrieve', 'compose']));
    expect(stages.includes('rank')).toBe(plan.ranker.model !== null);
    expect(stages.includes('rerank')).toBe(plan.reranker.model !== null);
    const [first] = answer.products;
    expect(first?.product.title).toContain('blue cordless drill');
    expect(Object.keys(first?.scores ?? {})).toEqual(
      expect.arrayContaining(['bm25', 'cosine', ...(plan.reranker.model === null ? [] : ['reranker'])]),
    );
    const { features = [], expected = 0 } = first?.explanation ?? {};
    const sum = features.reduce((total, { contribution }) => total + contribution, expected);
    if (plan.ranker.model !== null) expect(sum).toBeCloseTo(first?.scores.ranker ?? NaN, 9);
  });

  it('finds by meaning what shares no word with the query', async () => {
    const { products } = await engine.cascade.search({ query: 'jogging sneakers' }, { unhurried: true });
    expect(products[0]?.product.title).toContain('running shoes');
  });

  it('answers a repeated search in a fraction of the time, the same page', async () => {
    const request = { query: 'red espresso machine' };
    const first = await engine.cascade.search(request, { unhurried: true });
    const second = await engine.cascade.search(request, { unhurried: true });
    expect(second.cached).toBe(true);
    expect(second.products).toEqual(first.products);
    expect(second.tookMs).toBeLessThan(first.tookMs);
  });

  it('continues page 1 on page 2 while vectors and products are written', async () => {
    const request = { query: 'lamp', pageSize: 10 };
    const whole = await engine.cascade.search({ ...request, pageSize: 30 }, { unhurried: true });
    const first = await engine.cascade.search(request, { unhurried: true });
    await engine.indexer.upsert([toProduct({ id: 'new', title: 'desk lamp lamp lamp', price: 1 }, mapping)]);
    const second = await engine.cascade.search({ ...request, pageToken: first.nextPageToken }, { unhurried: true });
    const ids = [...first.products, ...second.products].map(({ product }) => product.id);
    expect(ids).toEqual(whole.products.slice(0, 20).map(({ product }) => product.id));
  });
});

describe('weir search', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-search-'));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const weirSearch = async (...args: string[]): Promise<string> => {
    const words = [path.join(root, 'bin', 'weir'), 'search', ...args, '--config', path.join(folder, 'weir.yaml')];
    return (await run(process.execPath, words, { cwd: folder })).stdout;
  };

  it('asks the server that owns the data folder, and opens the folder itself when nobody does', async () => {
    const data = path.join(folder, 'data');
    writeShop(path.join(folder, 'shop.jsonl'));
    const weir = await startWeir([
      '--data-dir',
      data,
      '--catalogue',
      path.join(folder, 'shop.jsonl'),
      // Both do all of the work, however busy the machine is.
      ...['plan.retrieval.mode=bm25', 'plan.deadline_ms=5000', 'plan.ladder.enabled=false'].flatMap((each) => [
        '--set',
        each,
      ]),
    ]);
    writeFileSync(
      path.join(folder, 'weir.yaml'),
      `data_dir: ${data}\nhttp: { port: ${weir.httpPort} }\nplan: { retrieval: { mode: bm25 }, deadline_ms: 5000, ladder: { enabled: false } }\n`,
    );
    const query = ['drill', '--k', '3', '--filter', 'price<=60', '--facet', 'brand'];
    const served = JSON.parse(await weirSearch(...query, '--json')) as SearchResponse;
    await weir.end();
    const own = JSON.parse(await weirSearch(...query, '--json')) as SearchResponse;

    expect(served.products.map(({ product }) => product?.id)).toEqual(own.products.map(({ product }) => product?.id));
    expect(own).toMatchObject({ total: 11, facets: served.facets });
    const table = await weirSearch('drill', '--k', '3', '--explain');
    expect(table).toContain('cordless drill');
    expect(table).toMatch(/retrieve +[\d.]+ ms of 60 ms/);
    await expect(weirSearch('drill', '--filter', 'brnad=x')).rejects.toThrow(/did you mean "brand"/);
    await expect(weirSearch('drill', '--data', path.join(folder, 'nowhere'))).rejects.toThrow(/no catalogue/);
  });
});
