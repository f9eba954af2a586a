import type { ProductActionCount } from '@weir/storage';
import { type EventStoreUnderTest, momentsOf, type OpenedEventStore } from './event-store-under-test.js';
import { event, exposures, hour, query, start } from './sample-events.js';

/** What every adapter of `EventStore` guarantees of what it is given, and of what it is to forget. */
export function recordingContract(name: string, create: () => EventStoreUnderTest): void {
  describe(`${name} keeps the contract of EventStore for what is recorded`, () => {
    let under: EventStoreUnderTest;
    let store: OpenedEventStore;

    beforeEach(async () => {
      under = create();
      store = await under.open();
      await store.events.expose(exposures);
    });

    afterEach(() => store.close());

    const of = momentsOf(() => store.events);

    it('counts an event once, also after a restart', async () => {
      expect(await store.events.append([event('1', 'u1', {}), event('1', 'u1', {})])).toEqual({
        recorded: 1,
        duplicates: 1,
      });
      await store.close();
      store = await under.open();
      expect(await store.events.append([event('1', 'u1', {}), event('2', 'u1', {})])).toEqual({
        recorded: 1,
        duplicates: 1,
      });
    });

    it('counts what was done with products, by step of time, without robots and what is not asked for', async () => {
      const click = { action: 'click', productId: 'p1' };
      await store.events.append([
        event('1', 'u1', { ...click, at: start }),
        event('2', 'u2', { ...click, at: start + 5 }),
        event('3', 'u2', { ...click, at: start + 2 * hour }),
        event('4', 'u3', { ...click, bot: true }),
        event('5', 'u1', { action: 'purchase', productId: "p'2", at: start }),
        event('6', 'u1', { action: 'purchase', productId: '' }),
        event('7', 'u1', { action: 'add_to_cart', productId: 'p1' }),
        event('8', 'u1', { ...click, at: start - hour }),
        event('9', 'u1', { ...click, receivedAt: start + 9 * hour }),
      ]);
      const counted: ProductActionCount[] = [];
      await store.events.productActions(
        { actions: ['click', 'purchase'], from: start, receivedBefore: start + 9 * hour, stepMs: hour },
        (counts) => counted.push(...counts),
      );
      const step = Math.floor(start / hour) * hour;
      expect(counted.sort((a, b) => a.at - b.at || (a.action < b.action ? -1 : 1))).toEqual([
        { productId: 'p1', action: 'click', at: step, count: 2 },
        { productId: "p'2", action: 'purchase', at: step, count: 1 },
        { productId: 'p1', action: 'click', at: step + 2 * hour, count: 1 },
      ]);
    });

    it('tells the currencies of purchases, the most frequent first', async () => {
      const bought = (id: string, currency?: string) =>
        event(id, 'u1', { action: 'purchase', ...(currency !== undefined && { revenueMinor: 100, currency }) });
      expect(await store.events.currencies(5)).toEqual([]);
      await store.events.append([
        ...['USD', 'EUR', 'JPY', 'EUR', undefined].map((currency, n) => bought(`c${n}`, currency)),
        event('c9', 'u1', { action: 'refund', revenueMinor: 100, currency: 'CHF' }),
      ]);
      expect(await store.events.currencies(5)).toEqual(['EUR', 'JPY', 'USD']);
      expect(await store.events.currencies(1)).toEqual(['EUR']);
    });

    it('gives an id to one of those who record it at the same time', async () => {
      const batch = Array.from({ length: 50 }, (_, n) => event(`same${n}`, 'u1', {}));
      const results = await Promise.all(Array.from({ length: 8 }, () => store.events.append(batch)));
      expect(results.reduce((total, { recorded }) => total + recorded, 0)).toBe(50);
      expect(results.reduce((total, { duplicates }) => total + duplicates, 0)).toBe(350);
      expect(await store.events.count()).toBe(50);
    });

    it('keeps the earliest exposure, and the earliest that reached the variant, in whatever order they come', async () => {
      const exposure = { experiment: 'order', phase: 1, unit: 'u1', variant: 'a' };
      const bought = { action: 'purchase', revenueMinor: 100, currency: 'EUR' };
      await store.events.append([
        event('1', 'u1', { ...bought, at: start }),
        event('2', 'u1', { ...bought, at: start + 5000 }),
      ]);
      const counted = async (triggered: boolean): Promise<number | undefined> =>
        (await of('revenue', 'a', { experiment: 'order', triggered }))?.m.sum;
      await store.events.expose([{ ...exposure, at: start + 5000, reached: true }]);
      expect([await counted(false), await counted(true)]).toEqual([100, 100]);
      await store.events.expose([
        { ...exposure, at: start, reached: false },
        { ...exposure, at: start + 9000, reached: true },
      ]);
      expect([await counted(false), await counted(true)]).toEqual([200, 100]);
      await store.close();
      store = await under.open();
      await store.events.expose([{ ...exposure, at: start, reached: true }]);
      expect([await counted(false), await counted(true)]).toEqual([200, 200]);
    });

    it('counts an event that came late, after one that happened later, and before its exposure was recorded', async () => {
      const asked = { experiment: 'late' };
      await store.events.append([event('2', 'u9', { action: 'search', searchId: 's', at: start + 2 })]);
      await store.events.append([
        event('1', 'u9', { searchId: 's', at: start + 1, receivedAt: start + 30 * 24 * hour }),
      ]);
      expect(await of('ctr', 'a', asked)).toBeUndefined();
      await store.events.expose([{ experiment: 'late', phase: 1, unit: 'u9', variant: 'a', at: start, reached: true }]);
      expect(await of('ctr', 'a', asked)).toMatchObject({ units: 1, m: { sum: 1 }, d: { sum: 1 } });
    });

    it('forgets a shopper, whose events do not come back', async () => {
      await store.events.append([event('1', 'u1', {}), event('2', 'u2', {})]);
      expect(await store.events.forget('u1')).toEqual({ deleted: 2, units: ['u1'] });
      expect(await store.events.count()).toBe(1);
      expect(await store.events.append([event('1', 'u1', {})])).toMatchObject({ recorded: 0, duplicates: 1 });
      expect((await store.events.units(query)).variants[0]).toMatchObject({ variant: 'a', units: 1 });
    });

    it('forgets the sessions that were a shopper’s alone, and not those of another', async () => {
      const mine = { session: 'mine' };
      const shared = { session: 'shared' };
      await store.events.append([
        event('1', 'u1', mine),
        event('2', '', mine),
        event('3', 'u1', shared),
        event('4', 'u2', shared),
        event('5', '', shared),
      ]);
      await store.events.expose([{ experiment: 's', phase: 1, unit: 'mine', variant: 'a', at: start, reached: true }]);
      // Three events and two exposures.
      const { deleted, units } = await store.events.forget('u1');
      expect([deleted, ...units.toSorted()]).toEqual([5, 'mine', 'u1']);
      expect(await store.events.count()).toBe(2);
      await store.close();
      store = await under.open();
      expect(await store.events.append(['1', '2', '3'].map((id) => event(id, 'u1', {})))).toMatchObject({
        duplicates: 3,
      });
      expect(await store.events.append([event('6', 'u1', {})])).toMatchObject({ recorded: 1 });
      expect(await store.events.forget('')).toEqual({ deleted: 0, units: [] });
    });
  });
}
