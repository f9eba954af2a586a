import { requestAttributes } from '@weir/storage';
import { differences } from './differences.js';
import { type EventStoreUnderTest, momentsOf, type OpenedEventStore } from './event-store-under-test.js';
import { plainMoments } from './plain-moments.js';
import { randomCase } from './random-events.js';
import { event, exposures, hour, query, start } from './sample-events.js';

/** What every adapter of `EventStore` guarantees of its answers. */
export function resultsContract(name: string, create: () => EventStoreUnderTest): void {
  describe(`${name} keeps the contract of EventStore for results`, () => {
    let under: EventStoreUnderTest;
    let store: OpenedEventStore;

    beforeEach(async () => {
      under = create();
      store = await under.open();
      await store.events.expose(exposures);
    });

    afterEach(() => store.close());

    const of = momentsOf(() => store.events);

    it('counts the units of each variant, and leaves out those of two', async () => {
      const counted = await store.events.units(query);
      expect(counted.variants.map(({ variant, units, reached }) => [variant, units, reached])).toEqual([
        ['a', 2, 1],
        ['b', 1, 1],
      ]);
      expect(counted.inSeveralVariants).toBe(1);
      expect((await store.events.units({ ...query, triggered: true })).variants[0]).toMatchObject({ units: 1 });
    });

    it('counts the units that a failure kept from their variant, and not those that saw it at another time', async () => {
      const exposure = { experiment: 'lost', phase: 1, at: start, variant: 'a', reached: true };
      const failed = { reached: false, failed: true };
      await store.events.expose([
        { ...exposure, unit: 'u1' },
        { ...exposure, unit: 'u1', at: start + 1, ...failed },
        { ...exposure, unit: 'u2', reached: false },
        { ...exposure, unit: 'u3', reached: false },
      ]);
      await store.events.expose([
        { ...exposure, unit: 'u3', at: start + 2, ...failed },
        { ...exposure, unit: 'u4', ...failed },
      ]);
      expect((await store.events.units({ experiment: 'lost', phase: 1 })).variants).toMatchObject([
        { units: 4, reached: 1, failed: 2 },
      ]);
    });

    it('adds up what units did from their exposure on, within the window', async () => {
      const bought = { action: 'purchase', revenueMinor: 500, currency: 'EUR' };
      await store.events.append([
        event('1', 'u1', bought),
        event('2', 'u1', { ...bought, revenueMinor: 300 }),
        event('3', 'u1', { ...bought, at: start - 1 }),
        event('4', 'u1', { ...bought, at: start + 8 * 24 * hour }),
        event('5', 'u3', { ...bought, currency: 'USD' }),
        event('6', 'nobody', bought),
      ]);
      expect(await of('conversion', 'a')).toMatchObject({ units: 2, m: { sum: 1, sumSquares: 1 } });
      expect(await of('revenue', 'a')).toMatchObject({ units: 2, m: { sum: 800, sumSquares: 640_000 } });
      expect(await of('revenue', 'b', { currency: 'EUR' })).toMatchObject({ m: { sum: 0 } });
      expect(await of('revenue', 'b', { currency: 'EUR', rates: { USD: 0.5 } })).toMatchObject({ m: { sum: 250 } });
    });

    it('looks at each search: with a click, and how far up', async () => {
      await store.events.append([
        event('1', 'u1', { action: 'search', searchId: 's1', attributes: { took_ms: 10 } }),
        event('2', 'u1', { action: 'search', searchId: 's2', attributes: { took_ms: 30 } }),
        event('3', 'u1', { searchId: 's1', position: 4 }),
        event('4', 'u1', { searchId: 's1', position: 2 }),
        event('5', 'u1', { searchId: 'unknown', position: 1 }),
      ]);
      expect(await of('ctr', 'a')).toMatchObject({ m: { sum: 1 }, d: { sum: 2, sumSquares: 4 }, sumProducts: 2 });
      expect(await of('mrr', 'a')).toMatchObject({ m: { sum: 0.5, sumSquares: 0.25 } });
      expect(await of('latency', 'a')).toMatchObject({ quantile: { values: 2, value: 20 } });
      expect(await of('latency', 'b')).toMatchObject({ units: 1, quantile: { values: 0 } });
    });

    it('leaves out declared robots and those of robotic speed, unless it is told to keep them', async () => {
      await store.events.append([
        event('1', 'u1', { bot: true }),
        ...Array.from({ length: 121 }, (_, n) => event(`fast${n}`, 'u3', {})),
      ]);
      const counted = await store.events.units(query);
      expect([counted.bots, counted.variants.map(({ variant, units }) => [variant, units])]).toEqual([2, [['a', 1]]]);
      expect((await store.events.units({ ...query, bots: false })).bots).toBe(0);
    });

    it('counts each edge of the window as it says: the exposure counts, the end does not, nor does `until`', async () => {
      const bought = { action: 'purchase', revenueMinor: 1, currency: 'EUR' };
      const week = 7 * 24 * hour;
      await store.events.append([
        event('1', 'u1', { ...bought, at: start - 1 }),
        event('2', 'u1', { ...bought, at: start, revenueMinor: 10 }),
        event('3', 'u1', { ...bought, at: start + week - 1, revenueMinor: 100 }),
        event('4', 'u1', { ...bought, at: start + week, revenueMinor: 1000 }),
      ]);
      expect((await of('revenue', 'a'))?.m.sum).toBe(110);
      expect((await of('revenue', 'a', { until: start + week - 1 }))?.m.sum).toBe(10);
      expect((await of('revenue', 'a', { windowMs: week + 1 }))?.m.sum).toBe(1110);
      expect(await of('revenue', 'a', { until: start })).toBeUndefined();
    });

    it('answers for what is asked alone: the phase, the experiment, the kind of unit', async () => {
      await store.events.expose([
        { experiment: 'e', phase: 2, unit: 'u1', variant: 'b', at: start, reached: true },
        { experiment: 'of sessions', phase: 1, unit: 'v1', variant: 'a', at: start, reached: true },
      ]);
      await store.events.append([
        event('1', 'u1', { action: 'purchase', session: 'v1', revenueMinor: 5, currency: 'EUR' }),
      ]);
      expect((await store.events.units({ ...query, phase: 2 })).variants).toMatchObject([{ variant: 'b', units: 1 }]);
      expect((await of('revenue', 'b', { phase: 2 }))?.m.sum).toBe(5);
      expect((await of('revenue', 'a', { experiment: 'of sessions', unit: 'session' }))?.m.sum).toBe(5);
      expect((await of('revenue', 'a', { experiment: 'of sessions' }))?.m.sum).toBe(0);
      expect((await store.events.units({ experiment: 'none', phase: 1 })).variants).toEqual([]);
    });

    it('takes any text for a name, in attributes and in what is asked', async () => {
      const odd = `o'dd "/~ \n name`;
      await store.events.expose([
        { experiment: odd, phase: 1, unit: odd, variant: odd, at: start, reached: true, attributes: { [odd]: odd } },
      ]);
      await store.events.append([event(odd, odd, { action: odd, attributes: { [odd]: 2.5, text: '7' } })]);
      const numerator = { aggregate: 'sum', action: odd, field: odd } as const;
      const { moments: found } = await store.events.moments({
        ...{ experiment: odd, phase: 1, stratum: odd },
        metrics: [
          { key: odd, kind: 'sum', numerator, better: 'higher' },
          { key: 'text', kind: 'sum', numerator: { ...numerator, field: 'text' }, better: 'higher' },
        ],
      });
      expect(found).toEqual([
        { metric: odd, variant: odd, stratum: odd, units: 1, m: { sum: 2.5, sumSquares: 6.25 } },
        { metric: 'text', variant: odd, stratum: odd, units: 1, m: { sum: 0, sumSquares: 0 } },
      ]);
    });

    it('tells who searched by what their last search came with, and what they did, exposed or not', async () => {
      const from = start - 48 * hour;
      const searched = (id: string, [unit, device]: readonly [string, string], at: number, bot = false) =>
        event(id, unit, {
          ...{ action: 'search', searchId: id, at, bot },
          attributes: { took_ms: 3, [requestAttributes]: JSON.stringify({ device }) },
        });
      await store.events.append([
        searched('1', ['v1', 'desktop'], from),
        searched('2', ['v1', 'phone'], from + hour),
        searched('3', ['v2', 'desktop'], from + hour),
        searched('4', ['v3', 'phone'], from + hour),
        searched('5', ['robot', 'phone'], from + hour, true),
        searched('6', ['earlier', 'phone'], from - 1),
        event('7', 'v2', { action: 'purchase', at: from + 2 * hour }),
        event('8', 'v2', { action: 'purchase', at: from }),
      ]);
      const span = { from, until: start - 24 * hour, unit: 'shopper' } as const;
      expect(await store.events.audience(span)).toEqual({
        first: from,
        groups: [
          { attributes: { device: 'phone' }, units: 2 },
          { attributes: { device: 'desktop' }, units: 1 },
        ],
      });
      const orders = { aggregate: 'count', action: 'purchase' } as const;
      const metrics = [{ key: 'orders', kind: 'count', numerator: orders, better: 'higher' }] as const;
      expect((await store.events.baseline({ ...span, metrics })).moments).toEqual([
        { metric: 'orders', variant: '', stratum: '', units: 3, m: { sum: 1, sumSquares: 1 } },
      ]);
    });

    it('names the attributes that units of a phase came with', async () => {
      const exposure = { experiment: 'named', phase: 1, at: start, variant: 'a', reached: true };
      await store.events.expose([
        { ...exposure, unit: 'u1', attributes: { plus: true, device: 'phone' } },
        { ...exposure, unit: 'u2', attributes: { device: 'desktop' } },
        { ...exposure, unit: 'u3' },
        { ...exposure, phase: 2, unit: 'u4', attributes: { other: 1 } },
      ]);
      expect(await store.events.exposureAttributes({ experiment: 'named', phase: 1 })).toEqual(['device', 'plus']);
    });

    it.each([1, 2, 3, 4])(
      'agrees with a plain computation to 1e-9, case %i',
      async (seed) => {
        const { events, exposures: seen, queries } = randomCase(seed);
        await store.close();
        under = create();
        store = await under.open();
        for (let from = 0; from < events.length; from += 997) await store.events.append(events.slice(from, from + 997));
        for (let from = 0; from < seen.length; from += 101) await store.events.expose(seen.slice(from, from + 101));
        for (const asked of queries) {
          const plain = plainMoments(events, seen, asked);
          const { variants, ...leftOut } = await store.events.units(asked);
          expect(leftOut).toEqual({
            inSeveralVariants: plain.inSeveralVariants,
            bots: plain.bots,
            outliers: plain.outliers,
          });
          expect(Object.fromEntries(variants.map(({ variant, units }) => [variant, units]))).toEqual(plain.units);
          const found = await store.events.moments(asked);
          expect(differences(found.moments, plain.moments)).toEqual([]);
          expect(found.counts).toEqual({ variants, ...leftOut });
        }
      },
      120_000,
    );
  });
}
