import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mappingSchema, toProduct } from '@weir/catalogue';
import { type Engine, type EngineOptions, openEngine } from '@weir/engine';
import { shippedModels } from '@weir/registry';
import { openEmbeddedStorage, type StoredEvent } from '@weir/storage';
import { writeRanker } from '../../libs/engine/test/toy-registry.js';
import { startRedis } from '../redis/redis-server.js';
import { until } from '../redis/topologies.js';
import { shop, writeShop } from './shop.js';
import { startWeir, type WeirProcess } from './weir-process.js';

// Far beyond what it takes: a machine under load must not fail it.
jest.setTimeout(180_000);

const mapping = mappingSchema.parse({ id: 'id', title: 'title', text: ['description'], price: 'price' });
const products = shop.slice(0, 50).map((row) => toProduct({ ...row }, mapping));
const lexical = { retrieval: { mode: 'bm25', encoder: null }, reranker: { model: null, blend: null } } as const;
/** First what was shown to anybody. */
const byShown = { ...lexical, ranker: { model: 'ranker-shown@1' } };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'weir-behaviour-'));
  writeRanker(path.join(folder, 'models'), 'ranker-shown', { feature: 'impressions' });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('what shoppers did', () => {
  const engines: Engine[] = [];
  afterEach(async () => {
    for (const engine of engines.splice(0)) await engine.close();
  });

  const open = async (options: Partial<EngineOptions>): Promise<Engine> => {
    const registryDir = path.join(folder, 'models');
    const engine = await openEngine({
      dataDir: null,
      registryDir,
      plan: byShown,
      mapping,
      behaviourDays: 30,
      ...options,
    });
    engines.push(engine);
    return engine;
  };
  const shown = (productId: string): StoredEvent => ({
    ...{ id: productId, action: 'impression', at: Date.now(), receivedAt: Date.now(), shopper: 'u', session: '' },
    ...{ searchId: '', productId },
  });
  const ranked = async (engine: Engine): Promise<readonly (readonly [string, number | undefined])[]> => {
    const found = await engine.cascade.search({ query: 'drill', pageSize: 50 }, { cache: false, unhurried: true });
    expect(found.degraded).toEqual([]);
    return found.products.map(({ product, scores }) => [product.id, scores.ranker] as const);
  };
  const first = async (engine: Engine): Promise<string> => (await ranked(engine))[0]![0];

  it('orders what a ranker that reads it ranks, counted by another process through Redis, read at once', async () => {
    const redis = await startRedis();
    try {
      const sharedCache = { url: redis.url, budgetMs: 2000 };
      const recording = await open({ sharedCache });
      const name = await recording.storage.documents.read('catalogue.id');
      // The same catalogue, as processes that share a storage have it.
      const dataDir = path.join(folder, 'same');
      mkdirSync(dataDir);
      const made = await openEmbeddedStorage(path.join(dataDir, 'weir.duckdb'));
      await made.documents.write('catalogue.id', name);
      await made.close();
      const ranking = await open({ dataDir, sharedCache });
      await ranking.indexer.upsert(products);
      const last = (await ranked(ranking)).at(-1)![0];
      recording.behaviour!.note([shown(last)]);
      await recording.behaviour!.flush();
      await until(async () => (await first(ranking)) === last);
      const reads = async (): Promise<number> => {
        const stats = await redis.admin((client) => client.info('commandstats'));
        return Number(/cmdstat_mget:calls=(\d+)/.exec(stats)?.[1]);
      };
      const before = await reads();
      await ranked(ranking);
      expect((await reads()) - before).toBe(1);
    } finally {
      for (const engine of engines.splice(0)) await engine.close();
      await redis.close();
    }
  });

  it('changes no bit of what the shipped ranker gives, and is not even read for it', async () => {
    const engine = await open({ registryDir: shippedModels(), plan: lexical });
    await engine.indexer.upsert(products);
    const reads = jest.spyOn(engine.behaviour!, 'of');
    const before = await ranked(engine);
    engine.behaviour!.note(products.map(({ id }) => shown(id)));
    await engine.behaviour!.flush();
    expect(await ranked(engine)).toEqual(before);
    expect(reads).not.toHaveBeenCalled();
  });
});

describe('weir serve', () => {
  let weir: WeirProcess;
  const start = async (more: readonly string[] = []): Promise<void> => {
    writeShop(path.join(folder, 'shop.jsonl'));
    const settings = [
      ...[`models_dir=${path.join(folder, 'models')}`, 'plan.retrieval.mode=bm25', 'plan.retrieval.encoder=null'],
      ...['plan.ranker.model=ranker-shown@1', 'plan.ranker.budget_ms=5000', 'plan.reranker.model=null'],
      ...['plan.reranker.blend=null', 'plan.page.cache_ttl_ms=0', 'plan.deadline_ms=20000'],
    ];
    const data = ['--data-dir', path.join(folder, 'data'), '--catalogue', path.join(folder, 'shop.jsonl')];
    weir = await startWeir([...data, ...settings.flatMap((setting) => ['--set', setting]), ...more]);
  };
  const first = async (): Promise<string> => {
    const response = await weir.post('/v1/search', { query: 'desk lamp', page_size: 1 });
    const { products: found } = (await response.json()) as { products: { product: { id: string } }[] };
    return found[0]!.product.id;
  };
  const record = async (product_id: string, more: object = {}): Promise<void> => {
    const event = { event_id: `shown ${product_id}`, action: 'impression', shopper_id: 'ann', product_id, ...more };
    expect(await (await weir.post('/v1/events', event)).json()).toMatchObject({ rejections: [] });
  };
  afterEach(() => weir.end());

  it('ranks by the events that it records, robots aside, again after a restart, and not where it is switched off', async () => {
    await start();
    const usual = await first();
    const lamps = shop.filter(({ title, id }) => title.includes('desk lamp') && id !== usual);
    await record(lamps[5]!.id, {
      user_agent: 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)',
    });
    await record(lamps[7]!.id);
    await until(async () => (await first()) === lamps[7]!.id);
    await weir.end();
    await start();
    await until(async () => (await first()) === lamps[7]!.id);
    await weir.end();
    await start(['--set', 'events.behaviour_days=0']);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await first()).toBe(usual);
  });
});
