import type { IndexSchema, Product } from '@weir/catalogue';
import {
  loadOpenSearch,
  type OpenSearchOptions,
  type OpenSearchRetriever,
  type RetrievalRequest,
} from '@weir/retrieval';
import { indexName, openSearchUrl } from '../opensearch-server.js';
import { type FrontingProxy, frontingProxy } from './fronting-proxy.js';

const schema: IndexSchema = { fields: ['title', 'brand', 'category', 'attributes'], boosts: [3, 2, 1.5, 1] };

const base: RetrievalRequest = {
  query: 'lamp',
  mode: 'hybrid',
  fusion: { method: 'rrf', k: 60, denseWeight: 0.4 },
  depth: 1000,
  prefix: false,
  typos: false,
  filters: [],
  facets: [],
};

// Making an index takes seconds on a busy machine.
jest.setTimeout(120_000);

describe('what only OpenSearch has to guarantee', () => {
  let proxy: FrontingProxy;
  let index: string;
  const opened: OpenSearchRetriever[] = [];

  beforeAll(async () => {
    proxy = await frontingProxy(await openSearchUrl());
  }, 180_000);

  afterAll(() => proxy.close());

  beforeEach(() => {
    index = indexName('only');
    proxy.treat = () => 'pass';
  });

  afterEach(async () => {
    proxy.treat = () => 'pass';
    await opened[0]?.destroy();
    for (const retriever of opened.splice(0)) await retriever.close();
  });

  const open = async (options: Partial<OpenSearchOptions> = {}): Promise<OpenSearchRetriever> => {
    const { OpenSearchRetriever } = await loadOpenSearch();
    const given = { nodes: [proxy.url], index, searchTimeoutMs: 60_000, ...options };
    const retriever = await OpenSearchRetriever.open(schema, given);
    opened.push(retriever);
    return retriever;
  };

  const reindex = async (onProgress?: (progress: { readonly done: number }) => void): Promise<string> => {
    const { reindexInPlace } = await loadOpenSearch();
    return reindexInPlace({ nodes: [proxy.url], index, shards: 2 }, onProgress);
  };

  it('answers a hybrid search with facets in one round trip', async () => {
    const retriever = await open();
    await retriever.upsert(lamps(0, 50));
    const request = { ...base, queryVector: direction(3), facets: [{ field: 'brand' }, { field: 'price' }] };
    await retriever.retrieve(request);
    proxy.asked.length = 0;
    const { candidates } = await retriever.retrieve(request);
    const states = await retriever.states(candidates.ids);
    expect(candidates.ids).toHaveLength(50);
    expect(states).not.toContain(undefined);
    expect(proxy.asked).toEqual(['POST /_msearch']);
  });

  it('answers every search while the index is copied and replaced, and loses no write that comes meanwhile', async () => {
    const retriever = await open();
    for (let from = 0; from < 3000; from += 1000) await retriever.upsert(lamps(from, from + 1000));
    await retriever.publish();
    const under = { way: true };
    let searches = 0;
    const searching = (async () => {
      while (under.way) {
        const { candidates } = await retriever.retrieve({ ...base, queryVector: direction(1), depth: 20 });
        expect(candidates.ids).toHaveLength(20);
        searches += 1;
      }
    })();
    const writing = (async () => {
      await retriever.upsert(lamps(3000, 3010));
      const [seventh] = lamps(7, 8);
      const product = { ...seventh!.product, price: 7.5 };
      await retriever.patch([{ product, version: 5000, before: seventh!.version }]);
      await retriever.remove([{ id: 'p8', version: 5001 }]);
      await retriever.setVectors([{ id: 'p9', version: 10, vector: direction(5) }]);
    })();
    // While the cluster refuses writes for the last pass, one waits for its turn.
    let late: Promise<void> | undefined;
    proxy.treat = (asked) => {
      if (asked.endsWith('-v000001/_block/write')) late ??= retriever.upsert(lamps(3010, 3011));
      return 'pass';
    };
    const told: number[] = [];
    await reindex(({ done }) => told.push(done));
    await Promise.all([writing, late]);
    under.way = false;
    await searching;
    expect(searches).toBeGreaterThan(0);
    expect(Math.max(...told)).toBeGreaterThanOrEqual(3000);

    const other = await open();
    expect(other.count()).toBe(3010);
    const [seventh, eighth, newest] = await other.states(['p7', 'p8', 'p3010']);
    expect(seventh!.price).toBe(7.5);
    expect(eighth).toBeUndefined();
    expect(newest).toBeDefined();
    const { candidates } = await other.retrieve({ ...base, queryVector: direction(5), only: ['p9'] });
    expect(candidates.cosine[0]).toBeCloseTo(1, 5);
  });

  it('goes on with a copy that was interrupted', async () => {
    const retriever = await open();
    await retriever.upsert(lamps(0, 1500));
    await retriever.publish();
    let bulks = 0;
    proxy.treat = (asked) => (asked.includes('-v000002/_bulk') && ++bulks > 1 ? 403 : 'pass');
    await expect(reindex()).rejects.toThrow('refused writing products');
    proxy.treat = () => 'pass';
    proxy.asked.length = 0;
    await reindex();
    expect(proxy.asked).not.toContain(`PUT /${index}-v000003`);
    expect((await open()).count()).toBe(1500);
  });

  it('fills a new index where an earlier process stopped, unseen until it is published', async () => {
    const live = await open({ madeOf: 'one encoder' });
    await live.upsert(lamps(0, 5));
    await live.publish();
    const filling = await open({ madeOf: 'another' });
    await filling.upsert(lamps(0, 3));
    expect((await live.retrieve({ ...base })).total).toBe(5);
    const next = await open({ madeOf: 'another' });
    expect(next.lastVersion()).toBe(3);
    expect(next.count()).toBe(3);
    await next.upsert(lamps(3, 4));
    await next.publish();
    expect((await next.retrieve({ ...base })).total).toBe(4);
    expect((await open({ madeOf: 'another' })).lastVersion()).toBe(4);
  });

  it('writes everything although the cluster is busy, drops connections and refuses requests', async () => {
    const retriever = await open();
    let bulks = 0;
    const troubles: ('pass' | 'hang-up' | number)[] = [429, 'hang-up', 503, 'pass', 429];
    proxy.treat = (asked) => (asked.endsWith('/_bulk') ? (troubles[bulks++] ?? 'pass') : 'pass');
    await retriever.upsert(lamps(0, 300));
    expect(bulks).toBeGreaterThanOrEqual(4);
    expect((await retriever.retrieve({ ...base })).total).toBe(300);
  });

  it('says what to do where nothing answers', async () => {
    const { OpenSearchRetriever } = await loadOpenSearch();
    const nowhere = { nodes: ['http://127.0.0.1:1'], index };
    await expect(OpenSearchRetriever.open(schema, nowhere)).rejects.toThrow('check opensearch.url');
  });

  it('learns what another process wrote', async () => {
    const reader = await open();
    const writer = await open();
    await reader.upsert(lamps(0, 2));
    await reader.publish();
    await writer.upsert([{ product: { ...lamp(9), title: 'chandelier' }, version: 50 }]);
    await reader.refresh();
    expect((await reader.retrieve({ ...base, query: 'chandel', prefix: true })).candidates.ids).toEqual(['p9']);
    expect(reader.count()).toBe(3);
  });
});

function lamps(from: number, to: number) {
  return Array.from({ length: to - from }, (_, at) => ({
    product: lamp(from + at),
    version: from + at + 1,
    vector: direction(from + at),
  }));
}

function lamp(at: number): Product {
  const brand = at % 2 === 0 ? 'Lumo' : 'Brite';
  return {
    id: `p${at}`,
    title: `desk lamp ${at}`,
    text: {},
    brand,
    category: ['Light'],
    price: 10 + at,
    stock: 4,
    attributes: {},
  };
}

/** Unit vectors of 16 dimensions, each different. */
function direction(at: number): Float32Array {
  const vector = Float32Array.from({ length: 16 }, (_, axis) => Math.cos((at + 1) * (axis + 1)));
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}
