import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { StageName } from '@weir/cascade';
import { mappingSchema, toProduct } from '@weir/catalogue';
import { loadConfiguration } from '@weir/config';
import { type Engine, openEngine, type OpeningStep, type BackendSettings, weirConfiguration } from '@weir/engine';
import { connect } from '@weir/opensearch';
import { shippedModels } from '@weir/registry';
import { indexName, openSearchUrl } from '../opensearch-server.js';
import { shop } from './shop.js';

const mapping = mappingSchema.parse({
  ...{ id: 'id', title: 'title', text: ['description'], brand: 'brand', category: 'category' },
  ...{ price: 'price', rating: 'rating', attributes: ['color'] },
});
const products = shop.map((row) => toProduct({ ...row }, mapping));
const queries = ['blue drill', 'jogging sneakers', 'red espresso machine', 'runing shoe', 'coffe', 'dri'];
/** Found by their meaning, and by the category. */
const unmarked = ['jogging sneakers', 'coffe'];

// Far beyond what it takes: a machine under load must not fail it.
jest.setTimeout(180_000);

describe('an engine on OpenSearch', () => {
  let folder: string;
  let backends: BackendSettings;
  const opened: Engine[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-opensearch-'));
    const flag = (setting: string, value: string) => ({ flag: `--${setting}`, setting, value });
    const flags = [
      flag('retrieval.engine', 'opensearch'),
      flag('opensearch.url', await openSearchUrl()),
      flag('retrieval.opensearch.index', indexName('engine')),
      flag('retrieval.opensearch.timeout_ms', '60000'),
    ];
    backends = loadConfiguration(weirConfiguration, { folder, environment: {}, flags }).values;
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const closeAll = async (): Promise<void> => {
    for (const engine of opened.splice(0)) await engine.close();
  };
  afterEach(closeAll);

  const open = async (data: string | null, settings?: BackendSettings): Promise<[Engine, OpeningStep[]]> => {
    const steps: OpeningStep[] = [];
    const engine = await openEngine({
      dataDir: data === null ? null : path.join(folder, data),
      registryDir: shippedModels(),
      mapping,
      // A page that is served again for its time alone would be found out.
      plan: { page: { cache_ttl_ms: 3_600_000 } },
      ...(settings !== undefined && { backends: settings }),
      progress: (step) => steps.push(step),
    });
    opened.push(engine);
    return [engine, steps];
  };

  const answers = async (engine: Engine): Promise<unknown> => {
    const pages: unknown[] = [];
    for (const query of queries) {
      const request = { query, explain: true, highlight: { fields: [] } };
      const { products: found, degraded } = await engine.cascade.search(request, { unhurried: true });
      expect(degraded).toEqual([] as StageName[]);
      expect(found.some(({ highlights = [] }) => highlights.length > 0)).toBe(!unmarked.includes(query));
      pages.push(found.map(({ product, scores, explanation, ...shown }) => [product.id, scores, explanation, shown]));
    }
    return pages;
  };

  it('answers as the embedded one does, scores and features of every stage and matched words included', async () => {
    const [here] = await open(null);
    const [there] = await open('data', backends);
    for (const engine of [here, there]) {
      await engine.indexer.upsert(products);
      await engine.indexer.settled();
    }
    expect(await answers(there)).toEqual(await answers(here));
  });

  it('finds its index again after a restart and replays nothing', async () => {
    const [engine, steps] = await open('data', backends);
    expect(engine.retriever.count()).toBe(products.length);
    expect(steps.filter(({ step }) => step === 'catch-up' || step === 'vectors')).toEqual([]);
  });

  describe('whose storage is there too', () => {
    let shared: BackendSettings;
    const lamp = (id: string, title = 'brass lantern') => ({ ...products[0]!, id, title });
    const found = async (engine: Engine): Promise<string[]> => {
      const { products: page } = await engine.cascade.search({ query: 'lantern' }, { unhurried: true });
      return page.map(({ product }) => product.id).sort();
    };

    beforeEach(() => {
      const { opensearch } = backends.retrieval;
      shared = {
        opensearch: backends.opensearch,
        storage: { engine: 'opensearch', memory_mb: 256, opensearch: { prefix: indexName('engine') } },
        retrieval: { engine: 'opensearch', opensearch: { ...opensearch, index: indexName('shared'), refresh_ms: 200 } },
      };
    });
    afterEach(async () => {
      await closeAll();
      const client = connect({ nodes: shared.opensearch.url.split(',') });
      for (const prefix of [shared.storage.opensearch.prefix, shared.retrieval.opensearch.index]) {
        await client.indices.delete({ index: `${prefix}-*` });
        await client.indices.deleteIndexTemplate({ name: `${prefix}*` }, { ignore: [404] });
      }
      await client.close();
    });

    it.each(['opensearch', 'embedded'] as const)(
      'shows in each of two what the other writes, soon, although pages are cached (%s index)',
      async (engine) => {
        shared = { ...shared, retrieval: { ...shared.retrieval, engine } };
        const [[one], [other]] = await Promise.all([open('one', shared), open('other', shared)]);
        await one.indexer.upsert([lamp('a')]);
        await eventually(async () => {
          expect(await found(other)).toEqual(['a']);
        });
        expect(await found(one)).toEqual(['a']);
        await other.indexer.upsert([lamp('b'), lamp('c')]);
        await other.indexer.remove(['a']);
        await eventually(async () => {
          expect(await found(one)).toEqual(['b', 'c']);
        });
        await other.indexer.settled();
        await one.close();
        opened.splice(opened.indexOf(one), 1);
        // What it has not seen is brought to its index when it opens again.
        await other.indexer.upsert([lamp('d')]);
        const [again] = await open('one', shared);
        expect(await found(again)).toEqual(['b', 'c', 'd']);
        expect(await found(other)).toEqual(['b', 'c', 'd']);
      },
    );

    it('shares what is made once: secrets, the mapping, and the experiments with their log', async () => {
      const [[one], [other]] = await Promise.all([open('one', shared), open('other', shared)]);
      expect(one.hashUnit('shopper')).toBe(other.hashUnit('shopper'));
      await one.indexer.upsert(Array.from({ length: 12 }, (_, n) => lamp(`p${n}`)));
      await eventually(async () => {
        expect(await found(other)).toHaveLength(12);
      });
      const first = await one.cascade.search({ query: 'lantern', pageSize: 5 });
      const second = await other.cascade.search({ query: 'lantern', pageSize: 12, pageToken: first.nextPageToken });
      expect(second.products).toHaveLength(7);
      const variants = [
        { key: 'control', weight: 0.5 },
        { key: 'bold', weight: 0.5, plan: { reranker: { window: 40 } } },
      ];
      const metrics = { primary: 'conversion' };
      await one.experiments.book.create({ key: 'window', variants, metrics }, { who: 'ann' });
      await other.experiments.book.transition('window', { to: 'running', who: 'bob' });
      await eventually(() => {
        expect(one.experiments.running.all()).toMatchObject([{ key: 'window', state: 'running' }]);
      });
      expect((await one.experiments.book.audit('window')).map(({ who }) => who)).toEqual(['ann', 'bob']);
    });

    it('indexes what a process stored and could not index, without a restart', async () => {
      const [engine] = await open('one', shared);
      await engine.storage.products.upsert([lamp('stored')]);
      await eventually(async () => {
        expect(await found(engine)).toEqual(['stored']);
      });
    });
  });

  it('fills a new index where the data folder is an older copy, rather than ignoring its writes', async () => {
    const [first] = await open('data', backends);
    await first.close();
    opened.length = 0;
    cpSync(path.join(folder, 'data'), path.join(folder, 'copy'), { recursive: true });
    const [later] = await open('data', backends);
    await later.indexer.upsert([{ ...products[0]!, title: 'written after the copy' }]);
    await later.close();
    opened.length = 0;
    const [restored] = await open('copy', backends);
    await restored.indexer.upsert([{ ...products[0]!, title: 'zeppelin' }]);
    const { candidates } = await restored.retriever.retrieve({
      ...{ query: 'zeppelin', mode: 'bm25', fusion: { method: 'rrf', k: 60, denseWeight: 0.4 }, depth: 10 },
      ...{ prefix: false, typos: false, filters: [], facets: [] },
    });
    expect(candidates.ids).toEqual([products[0]!.id]);
    expect(restored.retriever.count()).toBe(products.length);
  });
});

/** Until it holds, for as long as a busy machine may take. */
async function eventually(holds: () => void | Promise<void>): Promise<void> {
  for (const end = Date.now() + 60_000; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    try {
      await holds();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
  }
}
