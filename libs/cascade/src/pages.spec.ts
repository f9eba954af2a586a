import fc from 'fast-check';
import { FakeShop, shoe, shoes } from '../test/fake-shop.js';
import { readPageToken, writePageToken } from './page-token.js';
import type { SearchRequest, SearchResponse } from './search.js';

const query: SearchRequest = { query: 'shoe' };
const idsOf = ({ products }: SearchResponse): string[] => products.map(({ product }) => product.id);

function next(shop: FakeShop, pageToken: string, more: Partial<SearchRequest> = {}): Promise<SearchResponse> {
  return shop.time.until(shop.cascade.search({ ...query, ...more, pageToken }));
}

async function allPages(
  shop: FakeShop,
  first: SearchResponse,
  between: (page: number) => void,
): Promise<SearchResponse[]> {
  const pages = [first];
  for (let page = first; page.nextPageToken !== '';) {
    between(pages.length);
    page = await next(shop, page.nextPageToken, { pageSize: 1 + (pages.length % 5) });
    pages.push(page);
  }
  return pages;
}

describe('pages of one list', () => {
  it('together show every candidate once, in one order: the reranked window, the ranked, the rest', async () => {
    const shop = new FakeShop(shoes(30));
    const whole = await shop.time.until(shop.cascade.search({ ...query, pageSize: 200 }));
    const first = await shop.time.until(shop.cascade.search({ ...query, pageSize: 3 }));
    const pages = await allPages(shop, first, () => undefined);

    expect(pages.flatMap(idsOf)).toEqual(idsOf(whole));
    expect(new Set(idsOf(whole)).size).toBe(30);
    expect(pages.flatMap(({ products }) => products.map(({ position }) => position))).toEqual(
      Array.from({ length: 30 }, (_, index) => index + 1),
    );
    expect(pages.slice(1).every(({ cached }) => cached)).toBe(true);
  });

  it('stay as page 1 began them while products are added, changed and deleted: none twice, none skipped, the deleted dropped', async () => {
    const change = fc.record({
      page: fc.integer({ min: 1, max: 12 }),
      kind: fc.constantFrom('add', 'change', 'delete'),
      product: fc.integer({ min: 0, max: 29 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { maxLength: 25 }),
        fc.integer({ min: 1, max: 7 }),
        async (changes, pageSize) => {
          const shop = new FakeShop(shoes(30));
          const whole = idsOf(await shop.time.until(shop.cascade.search({ ...query, pageSize: 200 })));
          const first = await shop.time.until(shop.cascade.search({ ...query, pageSize }));
          const pages = await allPages(shop, first, (page) => {
            for (const { kind, product } of changes.filter((each) => each.page === page)) {
              if (kind === 'add') shop.upsert(shoe(100 + product, 1000));
              else if (kind === 'change' && shop.products.has(`p${product}`))
                shop.upsert(shoe(product, 2000 + product));
              else if (kind === 'delete') shop.remove(`p${product}`);
            }
          });

          const shown = pages.flatMap(idsOf);
          expect(new Set(shown).size).toBe(shown.length);
          expect(shown).toEqual(whole.filter((id) => shown.includes(id)));
          const neverDeleted = whole.filter((id) => shop.products.has(id));
          expect(shown).toEqual(expect.arrayContaining(neverDeleted));
          expect(pages.flatMap(({ products }) => products.map(({ position }) => position))).toEqual(
            shown.map((_, index) => index + 1),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('go on for ten minutes after the page cache has forgotten the first', async () => {
    const shop = new FakeShop(shoes(30));
    const first = await shop.time.until(shop.cascade.search(query));
    shop.upsert(shoe(200, 5000));
    shop.time.burn(10 * 60_000);
    const second = await next(shop, first.nextPageToken);

    expect(second).toMatchObject({ cached: true, degraded: [] });
    expect(idsOf(second)).not.toContain('p200');
  });

  it('are computed again when the list is lost, the same over the same catalogue, and with a note over a newer one', async () => {
    const shop = new FakeShop(shoes(30));
    const first = await shop.time.until(shop.cascade.search(query));
    const kept = await next(shop, first.nextPageToken);
    shop.time.burn(60 * 60_000);
    const again = await next(shop, first.nextPageToken);
    expect(idsOf(again)).toEqual(idsOf(kept));
    expect(again).toMatchObject({ cached: false, degraded: [] });

    shop.time.burn(60 * 60_000);
    shop.version++;
    const newer = await next(shop, first.nextPageToken);
    expect(idsOf(newer)).toEqual(idsOf(kept));
    expect(newer.degraded).toMatchObject([{ stage: 'cache', cause: 'unavailable' }]);
  });

  it('end without a token, also where the last candidates were deleted', async () => {
    const shop = new FakeShop(shoes(6));
    const first = await shop.time.until(shop.cascade.search({ ...query, pageSize: 4 }));
    const all = idsOf(await shop.time.until(shop.cascade.search({ ...query, pageSize: 6 })));
    expect(first.nextPageToken).not.toBe('');
    shop.remove(all[5]!);
    const last = await next(shop, first.nextPageToken);

    expect(idsOf(last)).toEqual([all[4]]);
    expect(last.nextPageToken).toBe('');
  });

  it('of a degraded list continue that list', async () => {
    const shop = new FakeShop(shoes(30));
    shop.conduct.states.error = new Error('broken');
    const first = await shop.time.until(shop.cascade.search(query));
    shop.conduct.states = { ms: 1 };
    const second = await next(shop, first.nextPageToken);

    // The five most popular by rating, then by popularity: only the first page's stage was broken.
    expect([...idsOf(first), ...idsOf(second)]).toEqual(['p2', 'p4', 'p1', 'p3', 'p0', 'p5', 'p6', 'p7']);
    expect(second.degraded).toMatchObject([{ stage: 'features' }]);
  });

  it('explain themselves like the first', async () => {
    const shop = new FakeShop(shoes(30));
    const first = await shop.time.until(shop.cascade.search({ ...query, explain: true }));
    const second = await next(shop, first.nextPageToken, { explain: true });

    for (const { explanation, scores } of [...first.products, ...second.products]) {
      const sum = explanation!.features.reduce(
        (total, { contribution }) => total + contribution,
        explanation!.expected!,
      );
      expect(sum).toBeCloseTo(scores.ranker!, 12);
      expect(explanation!.positions.ranker).toBeGreaterThan(0);
    }
    expect(first.products[0]?.explanation?.positions).toEqual({ retrieval: 28, ranker: 3, reranker: 1 });
    expect(first.plan).toEqual(shop.plan);
  });
});

describe('a page token', () => {
  const secret = Buffer.from('0123456789abcdef');

  it('is refused by name when it is wrong, foreign, or of another request', async () => {
    const shop = new FakeShop(shoes(30));
    const { nextPageToken } = await shop.time.until(shop.cascade.search(query));
    const foreign = new FakeShop(shoes(30), undefined, { tokenSecret: secret });
    const refused = { code: 'INVALID_ARGUMENT', violations: [{ field: 'page_token' }] };

    for (const token of ['x', 'not a token', nextPageToken.slice(1), `${nextPageToken}AA`, 'A'.repeat(5000)]) {
      await expect(next(shop, token)).rejects.toMatchObject(refused);
    }
    await expect(next(foreign, nextPageToken)).rejects.toMatchObject(refused);
    await expect(next(shop, nextPageToken, { query: 'other' })).rejects.toMatchObject(refused);
    await expect(next(shop, nextPageToken, { plan: { ranker: { keep: 7 } } })).rejects.toMatchObject(refused);
    await expect(next(shop, nextPageToken, { query: '  shoe ', pageSize: 9 })).resolves.toMatchObject({ cached: true });
  });

  it('reads back what was written, and nothing else: any changed character is refused', () => {
    const text = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(
        fc.tuple(text, text),
        fc.tuple(fc.nat(), fc.nat()),
        fc.nat(),
        ([list, request], [index, shown], at) => {
          const position = { list, request, catalogue: '7', index, shown };
          const token = writePageToken(position, secret);
          expect(readPageToken(token, secret)).toEqual(position);

          const place = at % token.length;
          const changed = token.slice(0, place) + (token[place] === 'A' ? 'B' : 'A') + token.slice(place + 1);
          expect(readPageToken(changed, secret)).toBeUndefined();
        },
      ),
    );
  });
});

describe('a sort', () => {
  it('orders all matching candidates by the field, those without it last', async () => {
    const shop = new FakeShop(shoes(8));
    shop.upsert({ ...shoe(3, 99), price: NaN });
    const sorted = (descending: boolean): Promise<SearchResponse> =>
      shop.time.until(shop.cascade.search({ ...query, pageSize: 8, sort: { field: 'price', descending } }));

    expect(idsOf(await sorted(false))).toEqual(['p0', 'p1', 'p2', 'p4', 'p5', 'p6', 'p7', 'p3']);
    expect(idsOf(await sorted(true))).toEqual(['p7', 'p6', 'p5', 'p4', 'p2', 'p1', 'p0', 'p3']);
    expect(shop.calls).toMatchObject({ encode: 0, matrix: 0, pairs: 0 });
  });

  it('may name an attribute that holds numbers', async () => {
    const shop = new FakeShop(shoes(4), undefined, {});
    const answer = await shop.time.until(
      shop.cascade.search({
        query: '',
        filters: [{ kind: 'any-of', field: 'brand', values: ['Acme', 'Brook'] }],
        sort: { field: 'colour', descending: true },
      }),
    );
    expect(idsOf(answer)).toEqual(['p0', 'p1', 'p2', 'p3']);
  });
});
