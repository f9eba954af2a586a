import { loadOpenSearchEvents } from '@weir/storage';
import { momentsOf, type OpenedEventStore } from './event-store-under-test.js';
import { OpenSearchStores } from './opensearch-stores.js';
import { event, exposures, hour, start } from './sample-events.js';

jest.setTimeout(120_000);

const february = Date.UTC(2026, 1, 1);

describe('events in OpenSearch, a month an index', () => {
  const stores = new OpenSearchStores();
  let prefix: string;
  let store: OpenedEventStore;

  beforeAll(() => stores.start(), 180_000);
  beforeEach(async () => {
    prefix = stores.prefix();
    store = await stores.open({ prefix });
    await store.events.expose(exposures);
    await store.events.expose([{ ...exposures[0]!, experiment: 'later', at: february }]);
  });
  afterEach(() => stores.clear());
  afterAll(() => {
    stores.stop();
  });

  const bought = { action: 'purchase', revenueMinor: 1, currency: 'EUR' };
  const january = event('january', 'u1', { ...bought, at: february - 1 });
  const next = event('february', 'u1', { ...bought, revenueMinor: 10, at: february });
  const revenue = async (experiment = 'e', { events } = store): Promise<number | undefined> =>
    (await momentsOf(() => events)('revenue', 'a', { experiment, windowMs: february }))?.m.sum;
  const names = (...parts: readonly string[]): readonly string[] => parts.map((part) => `${prefix}-${part}`);
  const indicesOf = async (name: string): Promise<readonly string[]> =>
    stores.ask(async (client) => {
      const { body } = await client.indices.get({ index: name, ignore_unavailable: true });
      return Object.keys(body).toSorted();
    });

  it('lie by when they happened, behind the names that OpenSearch’s own tools know', async () => {
    const searched = { action: 'search', searchId: 's', query: 'drill', attributes: { took_ms: 3 } };
    const placed = {
      searchId: 's',
      productId: 'p1',
      position: 2,
      session: 'v1',
      attributes: { order_id: '1', value: 2 },
    };
    await store.events.append([
      { ...january, ...placed },
      next,
      event('search', 'u1', { ...searched, at: february - hour }),
    ]);
    expect(await indicesOf(`${prefix}_ubi_events`)).toEqual(names('ubi-events-2026.01', 'ubi-events-2026.02'));
    expect(await stores.documents(prefix, `${prefix}_ubi_queries`)).toMatchObject([
      {
        query_id: 's',
        user_query: 'drill',
        client_id: 'u1',
        timestamp: '2026-01-31T23:00:00.000Z',
        query_attributes: { took_ms: 3 },
      },
    ]);
    // As a judgment of clicks finds them: by position and time.
    const query = { range: { 'event_attributes.position.ordinal': { lte: 20 } } };
    const aggs = { actions: { terms: { field: 'action_name' } }, days: { max: { field: 'timestamp' } } };
    await stores.ask((client) => client.indices.refresh({ index: `${prefix}-*` }));
    const { body } = await stores.ask((client) =>
      client.search({ index: `${prefix}_ubi_events`, body: { query, aggs } as object }),
    );
    expect(body.hits.hits.map(({ _source }) => _source as unknown)).toMatchObject([
      {
        action_name: 'purchase',
        query_id: 's',
        client_id: 'u1',
        session_id: 'v1',
        event_attributes: { object: { object_id: 'p1' }, position: { ordinal: 2 }, order_id: '1', revenue_minor: 1 },
      },
    ]);
    expect(body.aggregations).toMatchObject({
      actions: { buckets: [{ key: 'purchase', doc_count: 1 }] },
      days: { value: february - 1 },
    });
    expect(await revenue()).toBe(11);
  });

  it('meet their first delivery also where a clock has put it into another month', async () => {
    expect(await store.events.append([january])).toEqual({ recorded: 1, duplicates: 0 });
    expect(await store.events.append([{ ...january, at: february + hour }, next])).toEqual({
      recorded: 1,
      duplicates: 1,
    });
    expect(await revenue()).toBe(11);
  });

  it('are dropped by the month, at once for every process, and may then be recorded again', async () => {
    const other = await stores.open({ prefix });
    await store.events.append([january, event('search', 'u1', { action: 'search', at: start }), next]);
    expect([await revenue(), await revenue('e', other)]).toEqual([11, 11]);
    const { dropMonthsBefore } = await loadOpenSearchEvents();
    const drop = (): Promise<readonly string[]> => stores.ask((client) => dropMonthsBefore(client, prefix, february));
    expect(await drop()).toEqual(names('exposures-2026.01', 'ubi-events-2026.01', 'ubi-queries-2026.01'));
    expect(await drop()).toEqual([]);
    expect([await revenue(), await revenue('later'), await revenue('later', other)]).toEqual([undefined, 10, 10]);
    expect(await store.events.count()).toBe(1);
    expect(await other.events.append([january, next])).toEqual({ recorded: 1, duplicates: 1 });
    expect(await revenue('later', other)).toBe(10);
  });

  it('stay duplicates where an index was deleted by something else, and do not bring it back', async () => {
    await store.events.append([january, next]);
    expect(await revenue()).toBe(11);
    const index = `${prefix}-ubi-events-2026.01`;
    await stores.ask((client) => client.indices.delete({ index }));
    expect(await revenue()).toBe(10);
    expect(await store.events.append([january])).toEqual({ recorded: 0, duplicates: 1 });
    expect(await indicesOf(index)).toEqual([]);
    await store.events.append([{ ...january, id: 'another', revenueMinor: 100 }]);
    expect(await revenue()).toBe(110);
    // Made anew under its name before anybody looked: it is another index all the same.
    await stores.ask((client) => client.indices.delete({ index }));
    await store.events.append([{ ...january, id: 'third', revenueMinor: 1000 }]);
    expect(await revenue()).toBe(1010);
  });
});
