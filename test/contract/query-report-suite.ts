import type { QueryReport, QueryReportQuery, StoredEvent } from '@weir/storage';
import type { EventStoreUnderTest, OpenedEventStore } from './event-store-under-test.js';
import { event, hour, start } from './sample-events.js';

const minute = 60_000;
const window = { from: start, to: start + 10 * hour } as const;

/** A search of a shopper, with what the cascade says of it. */
function search(id: string, query: string | undefined, parts: Partial<StoredEvent> = {}): StoredEvent {
  const { attributes, ...rest } = parts;
  return event(`search/${id}`, 'u1', {
    action: 'search',
    searchId: id,
    productId: '',
    ...(query !== undefined && { query }),
    attributes: { total: 30, shown: 24, took_ms: 20, degraded: false, ...attributes },
    ...rest,
  });
}

/** So many searches of as many shoppers, a minute apart. */
function searches(name: string, count: number, parts: Partial<StoredEvent> = {}): StoredEvent[] {
  return Array.from({ length: count }, (_, number) =>
    search(`${name}-${number}`, name, { shopper: `u${number}`, at: start + hour + number * minute, ...parts }),
  );
}

/** What is done with the product at a position of a search's page. */
function act(searchId: string, action: string, position: number, parts: Partial<StoredEvent> = {}): StoredEvent {
  const id = `${searchId}/${action}/${position}`;
  return event(id, 'u1', { action, searchId, position, productId: `p${position}`, at: start + 2 * hour, ...parts });
}

/** What every adapter of `EventStore` says of queries. */
export function queryContract(name: string, create: () => EventStoreUnderTest): void {
  describe(`queries of ${name}`, () => {
    let opened: OpenedEventStore;

    beforeEach(async () => {
      opened = await create().open();
    });
    afterEach(() => opened.close());

    const record = (events: readonly StoredEvent[]): Promise<unknown> => opened.events.append(events);
    const report = (asked: Partial<QueryReportQuery> = {}): Promise<QueryReport> =>
      opened.events.queries({ kind: 'top', offset: 0, limit: 100, ...window, ...asked });
    const names = async (asked: Partial<QueryReportQuery> = {}): Promise<readonly string[]> =>
      (await report(asked)).queries.map(({ query }) => query);

    it('adds up what shoppers did with the pages of a query, whenever they did it', async () => {
      await record([
        search('s1', 'Lamp', { attributes: { took_ms: 10 } }),
        search('s2', 'lamp ', { shopper: 'u2', attributes: { took_ms: 30 } }),
        search('s3', ' LAMP', { shopper: '', session: 'v3', attributes: { total: 0, shown: 0, took_ms: 20 } }),
        search('s4', 'desk  lamp'),
        act('s1', 'click', 4),
        act('s1', 'click', 2),
        act('s1', 'impression', 1),
        // After the window, and by a shopper who is not known by it.
        act('s1', 'purchase', 2, {
          at: start + 100 * hour,
          shopper: '',
          session: 'x',
          revenueMinor: 1250,
          currency: 'EUR',
        }),
        act('s2', 'purchase', 1, { revenueMinor: 300, currency: 'USD' }),
        act('s2', 'purchase', 3, { revenueMinor: 50, currency: 'EUR' }),
        act('s4', 'click', 1),
        act('of no search', 'click', 1),
      ]);
      const { queries, all } = await report();
      expect(queries[0]).toEqual({
        ...{
          query: 'lamp',
          searches: 3,
          searchesBefore: 0,
          shoppers: 3,
          zeroResults: 1,
          clickedSearches: 1,
          clicks: 2,
        },
        clickRateUpper: expect.closeTo(0.9055, 4) as number,
        reciprocalRank: expect.closeTo(1 / 6, 9) as number,
        purchases: 3,
        revenue: [
          { currency: 'EUR', minor: 1300 },
          { currency: 'USD', minor: 300 },
        ],
        ...{ tookP50: 20, tookP95: 29, degraded: 0, degradedStages: {}, lastAt: start + hour },
      });
      expect(queries.map(({ query }) => query)).toEqual(['lamp', 'desk lamp']);
      expect(all).toMatchObject({
        queries: 2,
        searches: 4,
        shoppers: 3,
        zeroResults: 1,
        clickedSearches: 2,
        clicks: 3,
      });
    });

    it('looks at the window alone, and knows the one before', async () => {
      await record([
        search('inside', 'lamp', { at: window.from }),
        search('after', 'lamp', { at: window.to }),
        search('before', 'lamp', { at: window.from - 1 }),
        search('first', 'sofa', { at: 2 * window.from - window.to }),
        search('long ago', 'lamp', { at: 2 * window.from - window.to - 1 }),
      ]);
      const { queries, all } = await report();
      expect(queries).toHaveLength(1);
      expect(queries[0]).toMatchObject({ query: 'lamp', searches: 1, searchesBefore: 1 });
      expect(all).toMatchObject({ queries: 1, searches: 1, searchesBefore: 2 });
    });

    it('lists zero results by how many searches found nothing', async () => {
      const nothing = { attributes: { total: 0, shown: 0 } };
      await record([
        ...searches('grill', 9),
        ...searches('yak', 2, nothing),
        ...searches('zzz', 5, nothing),
        // Recorded by a shop that says only what was shown.
        search('other', 'other', { attributes: { total: 'x', shown: 0 } }),
        // No product has the word, though what was shown is like it.
        ...searches('couch', 3, { attributes: { total: 0, shown: 8 } }),
      ]);
      expect(await names({ kind: 'zero_result' })).toEqual(['zzz', 'couch', 'yak', 'other']);
    });

    it('puts first what many did not click, not what few did not', async () => {
      await record([
        ...searches('few', 3),
        ...searches('some', 6),
        ...searches('many', 40),
        ...searches('seldom', 200),
        act('seldom-3', 'click', 1),
        ...searches('liked', 300),
        ...Array.from({ length: 200 }, (_, number) => act(`liked-${number}`, 'click', 1)),
        ...searches('found nothing', 30, { attributes: { total: 0, shown: 0 } }),
      ]);
      const { queries, counts } = await report({ kind: 'zero_click' });
      expect(queries.map(({ query }) => query)).toEqual(['seldom', 'many', 'some']);
      expect(queries[1]!.clickRateUpper).toBeCloseTo(0.0876, 4);
      expect(counts.zero_click).toBe(3);
      expect(await names({ kind: 'zero_click', minSearches: 3 })).toEqual(['seldom', 'many', 'some', 'few']);
    });

    it('lists the slow by their 95th percentile, those above that of all searches', async () => {
      await record([
        ...searches('quick', 95),
        ...searches('slow', 5, { attributes: { took_ms: 400 } }),
        ...searches('slower', 5, { attributes: { took_ms: 600 } }),
        ...searches('once', 1, { attributes: { took_ms: 9000 } }),
      ]);
      expect(await names({ kind: 'slow' })).toEqual(['slower']);
    });

    it('lists what was degraded by its sure share, with the stages', async () => {
      const by = (stages: string): Partial<StoredEvent> => ({
        attributes: { degraded: true, degraded_stages: stages },
      });
      await record([
        ...searches('lamp', 2),
        search('l1', 'lamp', by('rerank')),
        search('once', 'once', by('rank')),
        ...searches('sofa', 6, by('rerank encode')),
        search('old', 'sofa', { attributes: { degraded: true } }),
        ...searches('fine', 9),
      ]);
      const { queries } = await report({ kind: 'degrading' });
      expect(queries.map(({ query }) => query)).toEqual(['sofa', 'once', 'lamp']);
      expect(queries[0]).toMatchObject({ degraded: 7, degradedStages: { encode: 6, rerank: 6, unknown: 1 } });
    });

    it('calls trending what has a larger share than before, not what grew with the shop', async () => {
      const before = (name: string, count: number): StoredEvent[] =>
        searches(name, count).map((each) => ({ ...each, id: `${each.id}/before`, at: each.at - 10 * hour }));
      await record([
        ...[...before('grew', 50), ...searches('grew', 100)],
        ...[...before('hot', 2), ...searches('hot', 40)],
        ...searches('new', 6),
        ...searches('rare', 2),
        ...before('gone', 20),
      ]);
      expect(await names({ kind: 'trending' })).toEqual(['hot', 'new']);
    });

    it('calls nothing trending where nothing was recorded before', async () => {
      await record(searches('lamp', 50));
      expect((await report({ kind: 'trending' })).counts).toMatchObject({ top: 1, trending: 0 });
    });

    it('leaves out robots, and what is simulated where that is asked', async () => {
      await record([
        search('person', 'lamp', { shopper: 'person' }),
        search('said', 'lamp', { shopper: 'robot' }),
        event('b', 'robot', { bot: true, at: start + 3 * hour }),
        ...Array.from({ length: 121 }, (_, number) => search(`fast-${number}`, 'scraped', { shopper: 'fast' })),
        search('made', 'sofa', { shopper: 'sim-1', attributes: { simulated: true } }),
      ]);
      expect(await report()).toMatchObject({ robots: 122, simulated: 1, counts: { top: 2 } });
      expect(await names()).toEqual(['lamp', 'sofa']);
      expect(await names({ simulated: false })).toEqual(['lamp']);
      expect(await names({ bots: false })).toEqual(['scraped', 'lamp', 'sofa']);
    });

    it('counts searches whose words are not kept, and names none of them', async () => {
      await record([search('s1', undefined), search('s2', undefined), search('s3', 'lamp')]);
      expect(await report()).toMatchObject({ withoutWords: 2, all: { searches: 1 }, queries: [{ query: 'lamp' }] });
    });

    it('pages through queries that contain a text', async () => {
      await record([
        ...searches('Desk Lamp', 3),
        ...searches('lamp', 2),
        ...searches('lampshade', 1),
        ...searches('sofa', 9),
      ]);
      expect(await names({ contains: 'LAMP', limit: 2 })).toEqual(['desk lamp', 'lamp']);
      expect(await names({ contains: 'LAMP', limit: 2, offset: 2 })).toEqual(['lampshade']);
      expect((await report({ contains: 'LAMP' })).counts.top).toBe(3);
    });

    it('takes text of every kind', async () => {
      const odd = `o'neill "50%_off" \\ ünïcode 鍋 \u0000`;
      await record([search('s', odd)]);
      expect(await names({ contains: `o'NEILL "50%_` })).toHaveLength(1);
      expect(await opened.events.queryDetail({ ...window, query: odd, stepMs: hour, products: 5 })).toBeDefined();
    });

    it('tells of one query its hours, products, positions and spellings', async () => {
      await record([
        search('s1', 'Lamp', { at: start + hour }),
        search('s2', 'lamp', { at: start + hour + 1, attributes: { total: 0, shown: 0 } }),
        search('s3', 'lamp', { at: start + 3 * hour }),
        search('s4', 'sofa'),
        ...[1, 2, 3].map((position) => act('s1', 'impression', position)),
        ...[1, 2].map((position) => act('s3', 'impression', position)),
        act('s1', 'click', 2),
        act('s3', 'click', 2),
        act('s1', 'click', 3),
        act('s1', 'add_to_cart', 2),
        act('s3', 'purchase', 2, { revenueMinor: 99, currency: 'EUR' }),
        act('s4', 'click', 1),
      ]);
      const detail = await opened.events.queryDetail({ ...window, query: ' LAMP', stepMs: hour, products: 5 });
      const { stats, steps, products, positions, spellings } = detail!;
      expect(stats).toMatchObject({ query: 'lamp', searches: 3, clicks: 3, revenue: [{ currency: 'EUR', minor: 99 }] });
      expect(
        steps.map(({ at, searches, zeroResults, clickedSearches }) => [
          (at - start) / hour,
          searches,
          zeroResults,
          clickedSearches,
        ]),
      ).toEqual([
        [1, 2, 1, 1],
        [3, 1, 0, 1],
      ]);
      expect(products).toEqual([
        { productId: 'p2', impressions: 2, clicks: 2, carts: 1, purchases: 1, clickPosition: 2 },
        { productId: 'p3', impressions: 1, clicks: 1, carts: 0, purchases: 0, clickPosition: 3 },
      ]);
      expect(positions).toEqual([
        { position: 1, impressions: 2, clicks: 0 },
        { position: 2, impressions: 2, clicks: 2 },
        { position: 3, impressions: 1, clicks: 1 },
      ]);
      expect(spellings).toEqual([
        { text: 'lamp', searches: 2 },
        { text: 'Lamp', searches: 1 },
      ]);
      expect(await opened.events.queryDetail({ ...window, query: 'chair', stepMs: hour, products: 5 })).toBeUndefined();
    });

    it('begins the steps of time where a zone has its midnight', async () => {
      await record([search('s1', 'lamp', { at: start - 1 }), search('s2', 'lamp', { at: start + 2 * hour })]);
      const asked = { from: start - 24 * hour, to: start + 24 * hour, query: 'lamp', products: 5, stepMs: 24 * hour };
      const days = async (stepOffsetMs: number): Promise<readonly number[] | undefined> =>
        (await opened.events.queryDetail({ ...asked, stepOffsetMs }))?.steps.map(({ at }) => (at - start) / hour);
      expect(await days(0)).toEqual([-24, 0]);
      expect(await days(-hour)).toEqual([-1]);
    });

    it('forgets a shopper', async () => {
      await record([search('s1', 'lamp', { shopper: 'ann' }), search('s2', 'sofa', { shopper: 'bob' })]);
      await opened.events.forget('ann');
      expect(await names()).toEqual(['sofa']);
    });
  });
}
