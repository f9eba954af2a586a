import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { StageName } from '@weir/cascade';
import { mappingSchema, toProduct } from '@weir/catalogue';
import { loadConfiguration } from '@weir/config';
import { type Engine, openEngine, type OpeningStep, type RetrievalSettings, weirConfiguration } from '@weir/engine';
import { shippedModels } from '@weir/registry';
import { indexName, openSearchUrl } from '../opensearch-server.js';
import { shop } from './shop.js';

const mapping = mappingSchema.parse({
  ...{ id: 'id', title: 'title', text: ['description'], brand: 'brand', category: 'category' },
  ...{ price: 'price', rating: 'rating', attributes: ['color'] },
});
const products = shop.map((row) => toProduct({ ...row }, mapping));
const queries = ['blue drill', 'jogging sneakers', 'red espresso machine', 'coffe', 'dri'];

// Far beyond what it takes: a machine under load must not fail it.
jest.setTimeout(180_000);

describe('an engine on OpenSearch', () => {
  let folder: string;
  let retrieval: RetrievalSettings;
  const opened: Engine[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-opensearch-'));
    const flag = (setting: string, value: string) => ({ flag: `--${setting}`, setting: `retrieval.${setting}`, value });
    const flags = [
      flag('engine', 'opensearch'),
      flag('opensearch.url', await openSearchUrl()),
      flag('opensearch.index', indexName('engine')),
      flag('opensearch.timeout_ms', '60000'),
    ];
    retrieval = loadConfiguration(weirConfiguration, { folder, environment: {}, flags }).values.retrieval;
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  afterEach(async () => {
    for (const engine of opened.splice(0)) await engine.close();
  });

  const open = async (data: string | null, settings?: RetrievalSettings): Promise<[Engine, OpeningStep[]]> => {
    const steps: OpeningStep[] = [];
    const engine = await openEngine({
      dataDir: data === null ? null : path.join(folder, data),
      registryDir: shippedModels(),
      mapping,
      ...(settings !== undefined && { retrieval: settings }),
      progress: (step) => steps.push(step),
    });
    opened.push(engine);
    return [engine, steps];
  };

  const answers = async (engine: Engine): Promise<unknown> => {
    const pages: unknown[] = [];
    for (const query of queries) {
      const { products: found, degraded } = await engine.cascade.search({ query, explain: true }, { unhurried: true });
      expect(degraded).toEqual([] as StageName[]);
      pages.push(found.map(({ product, scores, explanation }) => [product.id, scores, explanation]));
    }
    return pages;
  };

  it('answers as the embedded one does, scores and features of every stage included', async () => {
    const [here] = await open(null);
    const [there] = await open('data', retrieval);
    for (const engine of [here, there]) {
      await engine.indexer.upsert(products);
      await engine.indexer.settled();
    }
    expect(await answers(there)).toEqual(await answers(here));
  });

  it('finds its index again after a restart and replays nothing', async () => {
    const [engine, steps] = await open('data', retrieval);
    expect(engine.retriever.count()).toBe(products.length);
    expect(steps.filter(({ step }) => step === 'catch-up' || step === 'vectors')).toEqual([]);
  });

  it('fills a new index where the data folder is an older copy, rather than ignoring its writes', async () => {
    const [first] = await open('data', retrieval);
    await first.close();
    opened.length = 0;
    cpSync(path.join(folder, 'data'), path.join(folder, 'copy'), { recursive: true });
    const [later] = await open('data', retrieval);
    await later.indexer.upsert([{ ...products[0]!, title: 'written after the copy' }]);
    await later.close();
    opened.length = 0;
    const [restored] = await open('copy', retrieval);
    await restored.indexer.upsert([{ ...products[0]!, title: 'zeppelin' }]);
    const { candidates } = await restored.retriever.retrieve({
      ...{ query: 'zeppelin', mode: 'bm25', fusion: { method: 'rrf', k: 60, denseWeight: 0.4 }, depth: 10 },
      ...{ prefix: false, typos: false, filters: [], facets: [] },
    });
    expect(candidates.ids).toEqual([products[0]!.id]);
    expect(restored.retriever.count()).toBe(products.length);
  });
});
