import { momentsOf, type OpenedEventStore } from './event-store-under-test.js';
import { type FrontingProxy, frontingProxy, type Treatment } from './fronting-proxy.js';
import { OpenSearchStores } from './opensearch-stores.js';
import { event, exposures, hour, start } from './sample-events.js';

jest.setTimeout(120_000);

describe('events in OpenSearch, when something fails', () => {
  const stores = new OpenSearchStores();
  let proxy: FrontingProxy;
  let prefix: string;
  /** Through the proxy. */
  let store: OpenedEventStore;
  /** Not through the proxy. */
  let other: OpenedEventStore;

  beforeAll(async () => {
    await stores.start();
    proxy = await frontingProxy(stores.url);
  }, 180_000);
  beforeEach(async () => {
    prefix = stores.prefix();
    store = await stores.open({ prefix, url: proxy.url });
    other = await stores.open({ prefix });
    await other.events.expose(exposures);
  });
  afterEach(async () => {
    proxy.treat = () => 'pass';
    proxy.rewrite = undefined;
    await stores.clear();
  });
  afterAll(async () => {
    await proxy.close();
    stores.stop();
  });

  const batch = (ids: number): ReturnType<typeof event>[] =>
    Array.from({ length: ids }, (_, n) =>
      event(`${n}`, 'u1', { action: 'purchase', revenueMinor: 1, currency: 'EUR', at: start + n }),
    );
  let bulks = 0;
  /** What becomes of bulk requests, one after the other; the last goes for all that come after. */
  const onBulk = (...treatments: readonly Treatment[]): void => {
    bulks = 0;
    proxy.treat = (asked) => (asked.endsWith('/_bulk') ? (treatments[bulks++] ?? treatments.at(-1)!) : 'pass');
  };
  const revenue = async ({ events }: OpenedEventStore): Promise<number | undefined> =>
    (await momentsOf(() => events)('revenue', 'a', { bots: false, outliers: false }))?.m.sum;

  it('are recorded once, and told to be, whatever becomes of requests and answers', async () => {
    const troubles = ['lose-answer', 429, 'hang-up', 'pass', 'lose-answer', 503, 'lose-answer', 'pass'] as const;
    onBulk(...troubles);
    expect(await store.events.append(batch(300))).toEqual({ recorded: 300, duplicates: 0 });
    expect(bulks).toBeGreaterThanOrEqual(troubles.length);
    onBulk(...troubles);
    expect(await store.events.append(batch(310))).toEqual({ recorded: 10, duplicates: 300 });
    expect([await other.events.count(), await revenue(other)]).toEqual([310, 310]);
  });

  it('are not lost with a process that stops between claiming their ids and writing them', async () => {
    onBulk('pass', 403);
    await expect(store.events.append(batch(40))).rejects.toMatchObject({ name: 'StorageError', code: 'UNAVAILABLE' });
    expect(await other.events.count()).toBe(0);
    proxy.treat = () => 'pass';
    // Two who send them again: one of them records each.
    const again = await Promise.all([store, other].map(({ events }) => events.append(batch(50))));
    expect(again.reduce((sum, { recorded }) => sum + recorded, 0)).toBe(50);
    expect([await other.events.count(), await revenue(other)]).toEqual([50, 50]);
  });

  it('are known to whoever sends them again that was not told that they are recorded', async () => {
    onBulk('pass', 'lose-answer', 403);
    await expect(store.events.append(batch(40))).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    proxy.treat = () => 'pass';
    expect(await store.events.append(batch(50))).toEqual({ recorded: 10, duplicates: 40 });
    expect(await revenue(store)).toBe(50);
  });

  it('count though a write that comes late is numbered before others, and not when one is undone', async () => {
    // Nothing is told to be on all copies: whatever is read may have been overtaken, and may be undone.
    proxy.rewrite = (asked, answer) =>
      asked.includes('/_stats') ? answer.replaceAll(/"global_checkpoint":\d+/g, '"global_checkpoint":-1') : answer;
    await store.events.append(batch(20));
    expect([await revenue(store), await revenue(store)]).toEqual([20, 20]);
    await other.events.append(batch(30));
    expect(await revenue(store)).toBe(30);
    await stores.deleteDocument(prefix, '7');
    expect(await revenue(store)).toBe(29);
    await store.close();
    store = await stores.open({ prefix, url: proxy.url });
    expect(await revenue(store)).toBe(29);
    proxy.rewrite = undefined;
    expect([await revenue(store), await revenue(store)]).toEqual([29, 29]);
  });

  it('are forgotten for everybody when forgetting was begun, and deleted when it is asked for again', async () => {
    await other.events.append([...batch(10), event('search', 'u1', { action: 'search', at: start + hour })]);
    // What is forgotten, the ids, the documents.
    onBulk('pass', 'pass', 403);
    await expect(store.events.forget('u1')).rejects.toMatchObject({ code: 'UNAVAILABLE' });
    expect([await revenue(store), await revenue(other)]).toEqual([0, 0]);
    expect(await other.events.append(batch(10))).toEqual({ recorded: 0, duplicates: 10 });
    expect(await other.events.count()).toBe(11);
    expect(await other.events.forget('u1')).toEqual({ deleted: 0, units: ['u1'] });
    expect(await other.events.count()).toBe(0);
    expect(JSON.stringify(await stores.documents(prefix))).not.toContain('u1');
  });

  it('are alone in the answers, whatever else lies in their indices', async () => {
    await other.events.append(batch(3));
    const timestamp = new Date(start).toISOString();
    await stores.addDocument(`${prefix}-ubi-events-2026.01`, { action_name: 'click', client_id: 'u1', timestamp });
    expect(await revenue(other)).toBe(3);
  });
});
