import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createMemoryRateLimiter } from '@weir/cache';
import { mappingSchema, toProduct } from '@weir/catalogue';
import {
  type CatalogueEngine,
  catalogueServices,
  openCatalogueEngine,
  openSearchEngine,
  type SearchEngine,
} from '@weir/engine';
import { Gate, type RunningServer, startServer } from '@weir/server';
import { createLog, Metrics } from '@weir/telemetry';
import { writeToyModel } from '../../libs/engine/test/toy-registry.js';
import { shop } from '../e2e/shop.js';

const mapping = mappingSchema.parse({
  ...{ id: 'id', title: 'title', text: ['description'], brand: 'brand', category: 'category' },
  ...{ price: 'price', rating: 'rating', attributes: ['color'], model_text: ['title', 'description'] },
});
const products = shop.map((row) => toProduct({ ...row }, mapping));
const planOf = (encoder: string | null) => ({
  ...{ deadline_ms: 20_000, page: { size: 100 }, ranker: { model: null }, reranker: { model: null, blend: null } },
  retrieval: { encoder, mode: encoder === null ? ('bm25' as const) : ('hybrid' as const), budget_ms: 20_000 },
});

// A busy machine takes its time to start the models' threads.
jest.setTimeout(60_000);

describe('a search engine over the catalogue of another process', () => {
  let folder: string;
  let catalogue: CatalogueEngine;
  let server: RunningServer;
  const searches: SearchEngine[] = [];

  const serve = async (engine: CatalogueEngine, port = 0): Promise<RunningServer> => {
    const metrics = new Metrics();
    const started = await startServer({
      http: { host: '127.0.0.1', port: 0, bodyBytes: 65_536 },
      grpc: { host: '127.0.0.1', port, messageBytes: 16_777_216 },
      modules: await catalogueServices(engine, metrics),
      ...{ metrics, log: createLog('silent'), version: '0.0.0' },
      gate: new Gate({ keys: [], limiter: createMemoryRateLimiter() }),
    });
    started.setWaitingFor(undefined);
    return started;
  };
  const options = (encoder: string | null) => ({
    ...{ dataDir: null, registryDir: path.join(folder, 'models'), plan: planOf(encoder), mapping },
  });
  const openSearch = async (encoder: string | null, onWait?: () => void): Promise<SearchEngine> => {
    const engine = await openSearchEngine({
      ...options(encoder),
      stages: { retrieval: `127.0.0.1:${server.grpcPort}` },
      progress: ({ step }) => {
        if (step === 'retrieval') onWait?.();
      },
    });
    searches.push(engine);
    return engine;
  };
  const found = async (engine: SearchEngine, query: string) => {
    const { products: shown, degraded } = await engine.cascade.search({ query });
    return { products: shown.map(({ product }) => product), degraded };
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-remote-'));
    for (const version of ['1', '2']) writeToyModel(path.join(folder, 'models'), 'toy-encoder', { version });
    catalogue = await openCatalogueEngine(options('toy-encoder@1'));
    await catalogue.indexer.upsert(products);
    await catalogue.indexer.settled();
    server = await serve(catalogue);
  });
  afterEach(async () => {
    for (const engine of searches.splice(0)) await engine.close();
  });
  afterAll(async () => {
    await server.drain(1000);
    await catalogue.close();
    rmSync(folder, { recursive: true });
  });

  it('shows products as they are stored, found by words and vectors', async () => {
    const engine = await openSearch('toy-encoder@1');
    const { products: shown, degraded } = await found(engine, 'cordless drill');
    expect(degraded).toEqual([]);
    expect(shown.length).toBeGreaterThan(5);
    for (const product of shown) expect(product).toEqual(products.find(({ id }) => id === product.id));
  });

  it('shows a page of before no longer than a moment once something was written', async () => {
    const engine = await openSearch('toy-encoder@1');
    const last = { ...products[0]!, id: 'new', title: 'quite new hammock' };
    expect((await found(engine, 'hammock')).products.map(({ id }) => id)).not.toContain('new');
    await catalogue.indexer.upsert([last]);
    await reached(async () => {
      expect((await found(engine, 'hammock')).products[0]).toEqual(last);
    });
    await catalogue.indexer.remove(['new']);
  });

  it('does not start with another encoder than the one of the index', async () => {
    await expect(openSearch('toy-encoder@2')).rejects.toThrow(
      'plan.retrieval.encoder: the index has vectors of toy-encoder@1, not of toy-encoder@2: give all processes one configuration',
    );
  });

  it('searches by words where the index is made with another encoder later', async () => {
    const engine = await openSearch('toy-encoder@1');
    const port = server.grpcPort;
    await server.drain(1000);
    const later = await openCatalogueEngine(options('toy-encoder@2'));
    await later.indexer.upsert(products);
    await later.indexer.settled();
    server = await serve(later, port);
    // A lost connection is tried again at least every second.
    const { products: shown, degraded } = await reached(() => found(engine, 'cordless drills'));
    expect(shown.length).toBeGreaterThan(0);
    expect(degraded.map(({ stage, detail }) => [stage, detail])).toEqual([
      ['retrieve', 'the dense side failed: found by words only'],
    ]);
    await catalogue.close();
    catalogue = later;
  });

  it('waits for the process that has the index', async () => {
    const port = server.grpcPort;
    await server.drain(1000);
    let waits = 0;
    const opening = openSearch('toy-encoder@2', () => waits++);
    await new Promise((resolve) => setTimeout(resolve, 700));
    server = await serve(catalogue, port);
    expect((await found(await opening, 'drill')).products.length).toBeGreaterThan(0);
    expect(waits).toBe(1);
  });
});

/** The first value that comes without an error; half a minute is waited for it. */
async function reached<T>(work: () => Promise<T>): Promise<T> {
  for (const end = Date.now() + 30_000; ;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
