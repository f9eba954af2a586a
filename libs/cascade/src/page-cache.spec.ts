import fc from 'fast-check';
import { FakeShop, shoe, shoes } from '../test/fake-shop.js';
import { eitherTerms } from './highlight/matched-terms.js';
import { decodeList, encodeList, type RankedList } from './ranked-list.js';
import type { SearchRequest, SearchResponse } from './search.js';

const query: SearchRequest = { query: 'shoe' };
const search = (shop: FakeShop, request: SearchRequest = query): Promise<SearchResponse> =>
  shop.time.until(shop.cascade.search(request));
const idsOf = ({ products }: SearchResponse): string[] => products.map(({ product }) => product.id);

describe('the page cache', () => {
  it('answers a repeated request with the same page, without any stage after it', async () => {
    const shop = new FakeShop(shoes(30));
    const first = await search(shop);
    const calls = { ...shop.calls };
    const second = await search(shop, { query: ' shoe  ' });

    expect(second).toMatchObject({ cached: true, products: first.products, total: first.total, facets: first.facets });
    expect(second.searchId).not.toBe(first.searchId);
    expect(shop.calls).toMatchObject({ retrieve: calls.retrieve, encode: calls.encode, pairs: calls.pairs });
  });

  it('keeps a good list although the cache was too slow to say that it has none', async () => {
    const shop = new FakeShop(shoes(30));
    shop.conduct.cache = { ms: 30 };
    expect(await search(shop)).toMatchObject({ cached: false, degraded: [{ stage: 'cache', cause: 'deadline' }] });
    shop.conduct.cache = { ms: 1 };
    expect(await search(shop)).toMatchObject({ cached: true, degraded: [] });
  });

  it('shows a write to the catalogue in the very next answer', async () => {
    const shop = new FakeShop(shoes(30));
    await search(shop);
    shop.upsert({ ...shoe(77, 9999), price: 9999, rating: 5 });
    expect(idsOf(await search(shop))[0]).toBe('p77');
    shop.remove('p77');
    expect(idsOf(await search(shop))).not.toContain('p77');
  });

  it('never serves a list over a catalogue that changed while it was computed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 40 }), async (at) => {
        const shop = new FakeShop(shoes(30));
        shop.time.after(at, () => {
          shop.upsert({ ...shoe(77, 9999), price: 9999, rating: 5 });
        });
        await search(shop);
        await shop.time.until(shop.time.sleep(50));
        expect(idsOf(await search(shop))[0]).toBe('p77');
      }),
      { numRuns: 41 },
    );
  });

  it('keeps requests that ask for different things apart, whatever the Plan', async () => {
    const shop = new FakeShop(shoes(30));
    await search(shop);
    expect(
      (await search(shop, { ...query, filters: [{ kind: 'any-of', field: 'brand', values: ['Acme'] }] })).cached,
    ).toBe(false);
    expect((await search(shop, { ...query, facets: [{ field: 'brand' }] })).cached).toBe(false);
    expect((await search(shop, { ...query, pageSize: 9, shopperId: 'anyone' })).cached).toBe(true);

    shop.setPlan({ reranker: { model: null } });
    expect((await search(shop)).cached).toBe(false);
    shop.setPlan({ page: { cache_ttl_ms: 0 } });
    await search(shop);
    expect((await search(shop)).cached).toBe(false);
  });

  it('takes neither degraded answers nor those of tools', async () => {
    const shop = new FakeShop(shoes(30));
    shop.conduct.encode = { ms: 500 };
    await search(shop);
    shop.conduct.encode = { ms: 5 };
    expect(await search(shop, { ...query, plan: { ranker: { keep: 9 } } })).toMatchObject({ cached: false });
    expect(await search(shop, { ...query, explain: true })).toMatchObject({ cached: false });
    await shop.time.until(shop.cascade.search(query, { only: ['p1', 'p2'] }));
    await shop.time.until(shop.cascade.search(query, { cache: false }));
    const good = await search(shop);
    expect(good).toMatchObject({ cached: false, degraded: [] });
    expect(await search(shop)).toMatchObject({ cached: true });
  });

  it('forgets after the time that the Plan gives', async () => {
    const shop = new FakeShop(shoes(30));
    await search(shop);
    shop.time.burn(61_000);
    expect((await search(shop)).cached).toBe(false);
  });

  it('lets identical requests at one time compute once', async () => {
    const shop = new FakeShop(shoes(30));
    const answers = await shop.time.until(Promise.all([1, 2, 3].map(() => shop.cascade.search(query))));

    expect(shop.calls.retrieve).toBe(1);
    expect(new Set(answers.map((answer) => idsOf(answer).join())).size).toBe(1);
    expect(new Set(answers.map(({ searchId }) => searchId)).size).toBe(3);
  });

  it('does not make a patient caller share the answer of one in a hurry, nor the fate of one who left', async () => {
    const shop = new FakeShop(shoes(30));
    const [, patient] = await shop.time.until(
      Promise.all([shop.cascade.search({ ...query, deadlineMs: 20 }), shop.cascade.search(query)]),
    );
    expect(patient.degraded).toEqual([]);

    const other = new FakeShop(shoes(30));
    const caller = new AbortController();
    const left = other.cascade.search(query, { signal: caller.signal }).catch(() => 'left');
    const stayed = other.cascade.search(query);
    other.time.after(7, () => {
      caller.abort();
    });
    expect(await other.time.until(Promise.all([left, stayed]))).toMatchObject(['left', { degraded: [] }]);
  });
});

describe('the bytes of a list', () => {
  it('give the same list back', () => {
    const number = fc.double();
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), number, number), { maxLength: 50 }), fc.nat(), (rows, total) => {
        const column = (index: 1 | 2): Float64Array => Float64Array.from(rows, (row) => row[index]);
        const [bm25, cosine] = [column(1), column(2)];
        const columns = {
          bm25,
          cosine,
          fused: bm25,
          ranker: cosine,
          reranker: bm25,
          retrievalPosition: bm25,
          rankerPosition: bm25,
          before: cosine,
        };
        const list: RankedList = {
          key: 'key',
          catalogue: '1.2',
          ids: rows.map(([id]) => id),
          columns,
          window: 3,
          rung: 'full',
          total,
          facets: [{ field: 'brand', values: [{ value: 'Acme', count: 2 }] }],
          corrections: [{ from: 'sheo', to: 'shoe' }],
          matched: [{ term: 'shoe', word: 0, worth: 1.5 }],
          degraded: [],
          rules: 'summer@1',
          moves: [{ rule: 'summer', kind: 'pin', products: ['p1'] }],
          applied: [{ key: 'summer', notes: ['p2 is out of stock'] }],
        };
        expect(decodeList(encodeList(list))).toEqual(list);
      }),
    );
  });

  it('of another format are no list', () => {
    expect(decodeList(Uint8Array.of())).toBeUndefined();
    expect(decodeList(Uint8Array.of(255, 255, 255, 0, 1))).toBeUndefined();
    const before = Buffer.from('{"ids":[]}');
    expect(decodeList(Buffer.concat([Uint8Array.of(before.length, 0, 0, 0), before]))).toBeUndefined();
  });
});

describe('highlights', () => {
  const highlight = { fields: [{ field: 'title' }] };
  const shown = ({ products }: SearchResponse): readonly unknown[] =>
    products.map(({ highlights }) => highlights?.flatMap(({ fragments }) => fragments.map(({ html }) => html)));

  it('come of a list that was kept without, and of every page of it', async () => {
    const shop = new FakeShop(shoes(30));
    const plain = await search(shop);
    expect(shown(plain)).toEqual(Array(4).fill(undefined));
    const marked = await search(shop, { ...query, highlight });
    expect([marked.cached, shown(marked)]).toEqual([true, Array(4).fill(['<em>shoe</em>'])]);
    const second = await search(shop, { ...query, pageToken: plain.nextPageToken, highlight });
    expect([second.cached, shown(second)]).toEqual([true, Array(4).fill(['<em>shoe</em>'])]);
    expect(await search(shop)).toMatchObject({ cached: true, products: plain.products });
  });

  it('are those of both rankings where a page is made of two', () => {
    const one = { term: 'shoe', word: 0, worth: 1 };
    const other = { term: 'shoelac', word: 0, worth: 0.5 };
    expect(eitherTerms([one], [one, other])).toEqual([one, other]);
  });
});

describe('a progressive search', () => {
  const collect = async (
    shop: FakeShop,
    request: SearchRequest,
  ): Promise<{ kind: string; ids: string[]; at: number; token: string }[]> => {
    const answers = [];
    for await (const { kind, response } of shop.cascade.searchProgressive(request)) {
      answers.push({ kind, ids: idsOf(response), at: response.tookMs, token: response.nextPageToken });
    }
    return answers;
  };

  it("gives the ranker's order at once and the reranked one when it is ready", async () => {
    const shop = new FakeShop(shoes(10));
    const [first, final, ...more] = await shop.time.until(collect(shop, { ...query, pageSize: 5 }));

    expect(first).toMatchObject({ kind: 'rank', ids: ['p9', 'p8', 'p7', 'p6', 'p5'], token: '' });
    expect(final).toMatchObject({ kind: 'final', ids: ['p7', 'p9', 'p6', 'p8', 'p5'] });
    expect(final?.token).not.toBe('');
    expect(final!.at - first!.at).toBeGreaterThanOrEqual(20);
    expect(more).toEqual([]);
  });

  it('gives one answer from the cache, or without a reranker', async () => {
    const shop = new FakeShop(shoes(10));
    await search(shop);
    expect(await shop.time.until(collect(shop, query))).toMatchObject([{ kind: 'final' }]);
    expect(await shop.time.until(collect(shop, { ...query, plan: { reranker: { model: null } } }))).toMatchObject([
      { kind: 'final' },
    ]);
  });
});

describe('a trace', () => {
  it('shows the whole order after each stage and what the features read', async () => {
    const shop = new FakeShop(shoes(8));
    const trace = await shop.time.until(shop.cascade.trace(query, { only: ['p1', 'p2', 'p3', 'p4'] }));

    expect(trace.orders).toEqual({
      retrieve: ['p1', 'p2', 'p3', 'p4'],
      rank: ['p4', 'p3', 'p2', 'p1'],
      rerank: ['p2', 'p4', 'p1', 'p3'],
    });
    expect(trace.input.states.map((state) => state?.price)).toEqual([2, 3, 4, 5]);
    expect(Array.from(trace.ranked!.scores)).toEqual([2, 3, 4, 5]);
    expect(trace.logits).toHaveLength(4);
  });

  it('does not hurry', async () => {
    const shop = new FakeShop(shoes(8));
    shop.conduct.pairs = { ms: 1000 };
    expect((await shop.time.until(shop.cascade.trace(query))).degraded).toEqual([]);
  });
});
