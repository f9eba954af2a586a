import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mappingSchema, type Product } from '@weir/catalogue';
import type { Engine, EngineOptions, OpeningStep } from './engine.js';
import { openEngine } from './open-engine.js';
import { writeRanker, writeToyModel } from '../test/toy-registry.js';

// A busy machine takes its time to start the models' threads.
jest.setTimeout(60_000);

const mapping = mappingSchema.parse({
  id: 'id',
  title: 'title',
  brand: 'brand',
  price: 'price',
  popularity: 'popularity',
});
const lexical = { retrieval: { encoder: null }, ranker: { model: null }, reranker: { model: null, blend: null } };

let folder: string;
let engines: Engine[];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'weir-engine-'));
  engines = [];
});
afterEach(async () => {
  await Promise.all(engines.map((engine) => engine.close()));
  rmSync(folder, { recursive: true, force: true });
});

async function open(options: Partial<EngineOptions> = {}): Promise<Engine> {
  const dataDir = path.join(folder, 'data');
  const engine = await openEngine({
    dataDir,
    registryDir: path.join(folder, 'models'),
    plan: lexical,
    mapping,
    ...options,
  });
  engines.push(engine);
  return engine;
}

async function close(engine: Engine): Promise<void> {
  engines = engines.filter((each) => each !== engine);
  await engine.close();
}

function putRanker(name: string, features: readonly string[] = ['price_to_median']): void {
  writeRanker(path.join(folder, 'models'), name, { manifest: { ranker: { features } } });
}

function lamp(number: number): Product {
  const price = 10 + number;
  return {
    id: `p${number}`,
    title: `lamp ${'very '.repeat(number)}bright`,
    text: {},
    category: [],
    price,
    popularity: 50 - number,
    attributes: {},
  };
}

const lamps = Array.from({ length: 12 }, (_, number) => lamp(number));

async function idsOf(engine: Engine, pageSize = 12): Promise<string[]> {
  const { products } = await engine.cascade.search({ query: 'lamp', pageSize });
  return products.map(({ product }) => product.id);
}

describe('an engine', () => {
  it('shows each write in the very next answer, although answers are cached', async () => {
    const engine = await open({ dataDir: null });
    await engine.indexer.upsert(lamps);
    const before = await idsOf(engine);
    expect(await idsOf(engine)).toEqual(before);
    await engine.indexer.remove(['p3']);
    expect(await idsOf(engine)).toEqual(before.filter((id) => id !== 'p3'));
    await engine.indexer.upsert([{ ...lamp(3), title: 'lamp' }]);
    expect((await idsOf(engine))[0]).toBe('p3');
    expect((await engine.cascade.search({ query: 'lamp', pageSize: 12 })).cached).toBe(true);
  });

  it('finds its catalogue, its mapping and its pages again after a restart, from a snapshot or without', async () => {
    const first = await open();
    await first.indexer.upsert(lamps);
    await first.indexer.remove(['p0']);
    const { products, nextPageToken } = await first.cascade.search({ query: 'lamp', pageSize: 5 });
    const rest = (await first.cascade.search({ query: 'lamp', pageSize: 20, pageToken: nextPageToken })).products;
    await close(first);

    for (const lost of [[], ['index.snapshot']]) {
      for (const file of lost) rmSync(path.join(folder, 'data', file));
      const again = await openEngine({ dataDir: path.join(folder, 'data'), registryDir: folder, plan: lexical });
      engines.push(again);
      expect(again.mapping).toEqual(mapping);
      expect((await idsOf(again, 5)).join()).toBe(products.map(({ product }) => product.id).join());
      const page = await again.cascade.search({ query: 'lamp', pageSize: 20, pageToken: nextPageToken });
      expect(page.products.map(({ product }) => product.id)).toEqual(rest.map(({ product }) => product.id));
      await close(again);
    }
  });

  it('replaces a damaged snapshot', async () => {
    const first = await open();
    await first.indexer.upsert(lamps);
    await close(first);
    writeFileSync(path.join(folder, 'data', 'index.snapshot'), 'not a snapshot');

    const again = await open();
    expect(again.retriever.count()).toBe(12);
    await close(again);
    const third = await open();
    expect(third.retriever.count()).toBe(12);
  });

  it('does not open without a model that its Plan names, says which, and gives the folder back', async () => {
    await expect(open({ plan: { ...lexical, ranker: { model: 'ranker-none@1' } } })).rejects.toThrow('ranker-none@1');
    await expect(open()).resolves.toBeDefined();
  });

  it('takes no vectors of one encoder from a snapshot for those of another', async () => {
    for (const version of ['1', '2']) writeToyModel(path.join(folder, 'models'), 'toy-encoder', { version });
    const planOf = (version: string) => ({
      ...lexical,
      retrieval: { mode: 'dense' as const, encoder: `toy-encoder@${version}`, encode_budget_ms: 5000 },
      deadline_ms: 5000,
    });
    const first = await open({ plan: planOf('1') });
    await first.indexer.upsert(lamps);
    await first.indexer.settled();
    await close(first);

    const steps: OpeningStep[] = [];
    const progress = (step: OpeningStep): void => void steps.push(step);
    const second = await open({ plan: planOf('2'), progress });
    expect(steps).toContainEqual({ step: 'catch-up', done: 12 });
    await second.indexer.settled();
    expect(await idsOf(second)).toHaveLength(12);
    await close(second);
    steps.length = 0;
    const third = await open({ plan: planOf('2'), progress });
    expect(steps.filter(({ step }) => step === 'catch-up')).toEqual([]);
    expect(third.indexer.vectorsPending()).toBe(0);
  });

  it('refuses a ranker that does not fit its features', async () => {
    putRanker('ranker-two', ['price_to_median', 'bm25']);
    await expect(open({ plan: { ...lexical, ranker: { model: 'ranker-two@1' } } })).rejects.toThrow('1 features');
    putRanker('ranker-wrong', ['price_to_medina']);
    await expect(open({ plan: { ...lexical, ranker: { model: 'ranker-wrong@1' } } })).rejects.toThrow(
      'price_to_median',
    );
  });

  it('swaps to another Plan between two searches, and to none that it cannot serve', async () => {
    const engine = await open({ dataDir: null });
    await engine.indexer.upsert(lamps);
    const lexicalOrder = await idsOf(engine);
    putRanker('ranker-price');
    await engine.setPlan({ ...lexical, ranker: { model: 'ranker-price@1' } });
    const ranked = await idsOf(engine);
    expect(ranked.slice(0, 6).sort()).toEqual(['p10', 'p11', 'p6', 'p7', 'p8', 'p9']);

    const plan = engine.plan();
    await expect(engine.setPlan({ ...lexical, ranker: { model: 'ranker-none@1' } })).rejects.toThrow('ranker-none@1');
    await expect(engine.setPlan({ retrieval: { encoder: 'encoder-other@1' } })).rejects.toThrow(
      'plan.retrieval.encoder',
    );
    expect(engine.plan()).toBe(plan);
    expect(await idsOf(engine)).toEqual(ranked);
    await engine.setPlan(lexical);
    expect(await idsOf(engine)).toEqual(lexicalOrder);
  });

  it('lays a Plan over its own for one request, refusing by name the models that it does not have', async () => {
    const engine = await open({ dataDir: null });
    await engine.indexer.upsert(lamps);
    putRanker('ranker-price');
    const plan = { ranker: { model: 'ranker-price@1' } };
    const { products, degraded } = await engine.cascade.search(
      { query: 'lamp', plan, explain: true },
      { unhurried: true },
    );
    expect(degraded).toEqual([]);
    const explanation = products[0]?.explanation;
    expect(explanation?.features).toMatchObject([{ name: 'price_to_median', contribution: 1 }]);
    expect(explanation?.expected).toBe(0);

    await expect(
      engine.cascade.search({ query: 'lamp', plan: { reranker: { model: 'ranker-price@1' } } }),
    ).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      violations: [{ field: 'plan.reranker.model' }],
    });
  });

  it('ends searches under way before it closes, and takes no more', async () => {
    const engine = await open();
    await engine.indexer.upsert(lamps);
    const underWay = engine.cascade.search({ query: 'lamp' });
    const closing = close(engine);
    expect((await underWay).products).toHaveLength(12);
    await closing;
    await expect(engine.cascade.search({ query: 'lamp' })).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});
