import type { EventStore } from '@weir/storage';
import type { OpenedEventStore } from './event-store-under-test.js';
import { type FrontingProxy, frontingProxy } from './fronting-proxy.js';
import { OpenSearchStores } from './opensearch-stores.js';
import { event, exposures, query, start } from './sample-events.js';

jest.setTimeout(120_000);

describe('events in OpenSearch, of several processes', () => {
  const stores = new OpenSearchStores();
  let proxy: FrontingProxy;
  let prefix: string;
  let one: OpenedEventStore;
  let other: OpenedEventStore;

  beforeAll(async () => {
    await stores.start();
    proxy = await frontingProxy(stores.url);
  }, 180_000);
  beforeEach(async () => {
    prefix = stores.prefix();
    one = await stores.open({ prefix });
    other = await stores.open({ prefix });
  });
  afterEach(() => stores.clear());
  afterAll(async () => {
    await proxy.close();
    stores.stop();
  });

  const clicks = async ({ events }: { readonly events: EventStore }, variant = 'a'): Promise<number | undefined> => {
    const numerator = { aggregate: 'count', action: 'click' } as const;
    const metrics = [{ key: 'clicks', kind: 'count', numerator, better: 'higher' }] as const;
    const { moments } = await events.moments({ ...query, bots: false, metrics });
    return moments.find((each) => each.variant === variant)?.m.sum;
  };

  it('count an event once that all of them record at the same time, each delivery as what it was', async () => {
    const batches = Array.from({ length: 6 }, (_, batch) =>
      Array.from({ length: 300 }, (_, n) => event(`${100 * batch + n}`, 'u1')),
    );
    const appending = [one, other].flatMap(({ events }) => batches.map((batch) => events.append(batch)));
    const answers = await Promise.all(appending);
    const sum = (of: 'recorded' | 'duplicates'): number => answers.reduce((total, each) => total + each[of], 0);
    expect([sum('recorded'), sum('duplicates')]).toEqual([800, 2 * 6 * 300 - 800]);
    expect(await one.events.count()).toBe(800);
    await other.events.expose(exposures);
    expect([await clicks(one), await clicks(other)]).toEqual([800, 800]);
  });

  it('answer with every event that any of them acknowledged before, while more are recorded', async () => {
    await one.events.expose(exposures);
    let acknowledged = 0;
    const record = async (from: number): Promise<void> => {
      for (let round = 0; round < 15; round += 1) {
        const batch = Array.from({ length: 20 }, (_, n) => event(`${from}/${round}/${n}`, 'u1'));
        await one.events.append(batch);
        acknowledged += batch.length;
      }
    };
    const read = async (): Promise<void> => {
      while (acknowledged < 3 * 15 * 20) {
        const before = acknowledged;
        expect(await clicks(other)).toBeGreaterThanOrEqual(before);
      }
    };
    await Promise.all([record(0), record(1), record(2), read(), read()]);
    expect([await clicks(one), await clicks(other)]).toEqual([900, 900]);
  });

  it('forget a shopper together, and count what the shopper does later', async () => {
    await one.events.expose(exposures);
    await other.events.expose(exposures);
    await one.events.append([event('1', 'u1', { session: 'v1' }), event('2', '', { session: 'v1' }), event('3', 'u2')]);
    expect(await clicks(other)).toBe(2);
    // The three of the shopper and the session, and one exposure.
    const { deleted, units } = await one.events.forget('u1');
    expect([deleted, ...units.toSorted()]).toEqual([3, 'u1', 'v1']);
    expect([await clicks(one), await clicks(other), await other.events.count()]).toEqual([1, 1, 1]);
    expect(await other.events.append([event('1', 'u1'), event('4', 'u1')])).toEqual({ recorded: 1, duplicates: 1 });
    await other.events.expose([{ ...exposures[0]!, at: start + 1 }]);
    expect([await clicks(one), await clicks(other)]).toEqual([2, 2]);
    const fresh = await stores.open({ prefix, folder: false });
    expect(await clicks(fresh)).toBe(2);
  });

  it('go on from where they stopped', async () => {
    await one.events.expose(exposures);
    await one.events.append(Array.from({ length: 50 }, (_, n) => event(`${n}`, 'u1')));
    expect(await clicks(one)).toBe(50);
    await Promise.all([one.close(), other.close()]);
    const again = await stores.open({ prefix, url: proxy.url });
    proxy.asked.length = 0;
    expect(await clicks(again)).toBe(50);
    expect(proxy.asked).toEqual([`GET ${statsPath(prefix)}`]);
    await again.events.append([event('50', 'u1')]);
    expect(await clicks(again)).toBe(51);
  });

  it('look once for what is new, for all who ask at the same time', async () => {
    const asking = await stores.open({ prefix, url: proxy.url });
    await one.events.expose(exposures);
    await clicks(asking);
    proxy.asked.length = 0;
    const answers = await Promise.all(Array.from({ length: 20 }, () => clicks(asking)));
    expect(new Set(answers)).toEqual(new Set([0]));
    expect(proxy.asked.length).toBeLessThanOrEqual(2);
  });

  it('make a copy anew that is damaged', async () => {
    await one.events.expose(exposures);
    await one.events.append([event('1', 'u1')]);
    expect(await clicks(one)).toBe(1);
    await one.close();
    stores.damageCopies(prefix);
    const again = await stores.open({ prefix });
    expect(await clicks(again)).toBe(1);
  });
});

function statsPath(prefix: string): string {
  const patterns = ['ubi-events-*', 'ubi-queries-*', 'exposures-*', 'forgotten*'].map((name) => `${prefix}-${name}`);
  return `/${encodeURIComponent(patterns.join(','))}/_stats/docs`;
}
