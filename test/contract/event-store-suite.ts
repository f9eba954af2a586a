import { seededRandom } from '@weir/evaluation';
import type { MomentsQuery, Storage, StoredEvent, StoredExposure, UnitMetric } from '@weir/storage';
import { plainMoments } from './plain-moments.js';
import type { StorageUnderTest } from './storage-suite.js';

const start = Date.UTC(2026, 0, 1);
const hour = 3_600_000;

function event(id: string, shopper: string, parts: Partial<StoredEvent>): StoredEvent {
  const at = start + hour;
  return { id, action: 'click', at, receivedAt: at, shopper, session: '', searchId: '', productId: 'p', ...parts };
}

const search = { aggregate: 'count', action: 'search' } as const;
const metrics: readonly UnitMetric[] = [
  { key: 'conversion', kind: 'proportion', numerator: { aggregate: 'any', action: 'purchase' }, better: 'higher' },
  {
    key: 'revenue',
    kind: 'sum',
    numerator: { aggregate: 'sum', action: 'purchase', field: 'revenue' },
    better: 'higher',
  },
  {
    key: 'ctr',
    kind: 'ratio',
    numerator: { aggregate: 'searches_with', action: 'click' },
    denominator: search,
    better: 'higher',
  },
  {
    key: 'mrr',
    kind: 'ratio',
    numerator: { aggregate: 'reciprocal_rank', action: 'click' },
    denominator: search,
    better: 'higher',
  },
  {
    key: 'latency',
    kind: 'quantile',
    quantile: 0.5,
    numerator: { aggregate: 'sum', action: 'search', field: 'took_ms' },
    better: 'lower',
  },
];
const query: MomentsQuery = { experiment: 'e', phase: 1, metrics };

/** Events and exposures of some sixty units with all that a query may ask about, and queries that ask it. */
function randomCase(seed: number): {
  readonly events: readonly StoredEvent[];
  readonly exposures: readonly StoredExposure[];
  readonly queries: readonly MomentsQuery[];
} {
  const random = seededRandom(seed);
  const upTo = (most: number): number => Math.floor(random() * most);
  const one = <T>(values: readonly T[]): T => values[upTo(values.length)]!;
  const units = Array.from({ length: 60 }, (_, n) => `u${n}`);
  const day = 24 * hour;
  const exposures = units.flatMap((unit): StoredExposure[] => {
    const variant = one(['a', 'b', 'c']);
    return Array.from({ length: 1 + upTo(3) }, () => ({
      ...{ experiment: 'e', phase: 1, unit, at: start + upTo(4 * day), reached: random() < 0.5 },
      variant: random() < 0.03 ? 'b' : variant,
      ...(random() < 0.8 && { attributes: { country: one(['DE', 'FR']), plus: random() < 0.5 } }),
    }));
  });
  const events = Array.from({ length: 3000 }, (_, n): StoredEvent => {
    const action = one(['search', 'search', 'impression', 'click', 'click', 'add_to_cart', 'purchase', 'read']);
    const at = start + upTo(14 * day) - 4 * day;
    return {
      ...{ id: `${n}`, action, at, receivedAt: at + upTo(day), productId: one(['', 'p1', 'p2', 'p3']) },
      ...{
        shopper: one([...units, '', 'nobody']),
        session: one([...units, '']),
        searchId: one(['', 's1', 's2', 's3', 's4']),
      },
      ...(random() < 0.8 && { position: 1 + upTo(20) }),
      ...(random() < 0.5 && { quantity: 1 + upTo(4) }),
      ...(random() < 0.8 && { revenueMinor: upTo(10_000), currency: one(['EUR', 'USD', 'CHF']) }),
      ...(random() < 0.5 && { value: random() * 10 - 5 }),
      ...(random() < 0.7 && {
        attributes: { took_ms: random() * 100, order_id: one(['1', '2', '3']), n: one([1, 2]) },
      }),
      ...(random() < 0.002 && { bot: true }),
    };
  });
  const clicked = { action: 'click' } as const;
  const money = { aggregate: 'sum', action: 'purchase', field: 'revenue' } as const;
  const all: readonly Omit<UnitMetric, 'key' | 'better'>[] = [
    { kind: 'count', numerator: { aggregate: 'count', ...clicked }, covariate: { days: 3 } },
    { kind: 'count', numerator: { aggregate: 'count', action: 'impression' }, window_hours: 24 },
    { kind: 'sum', numerator: money, winsorize: { percentile: 0.9 }, covariate: { days: 5 } },
    { kind: 'sum', numerator: money, currency: 'USD', winsorize: { value: 5000 } },
    { kind: 'sum', numerator: { aggregate: 'sum', action: 'read', field: 'value' } },
    { kind: 'sum', numerator: { aggregate: 'sum', action: 'purchase', field: 'quantity' }, window_hours: 200 },
    { kind: 'sum', numerator: { aggregate: 'distinct', action: 'purchase', field: 'order_id' } },
    { kind: 'sum', numerator: { aggregate: 'distinct', ...clicked, field: 'product_id' } },
    { kind: 'proportion', numerator: { aggregate: 'any', action: 'purchase' }, covariate: { days: 1 } },
    { kind: 'proportion', numerator: { aggregate: 'searches_without', ...clicked } },
    {
      kind: 'ratio',
      numerator: { aggregate: 'searches_with', ...clicked },
      denominator: search,
      covariate: { days: 2 },
    },
    { kind: 'ratio', numerator: { aggregate: 'searches_without', ...clicked }, denominator: search },
    {
      kind: 'ratio',
      numerator: { aggregate: 'reciprocal_rank', ...clicked },
      denominator: search,
      winsorize: { percentile: 0.8 },
    },
    {
      kind: 'ratio',
      numerator: money,
      denominator: { aggregate: 'count', action: 'purchase' },
      covariate: { days: 3 },
      winsorize: { value: 3000 },
    },
    { kind: 'quantile', quantile: 0.9, numerator: { aggregate: 'sum', action: 'search', field: 'took_ms' } },
    { kind: 'quantile', quantile: 0.5, numerator: { aggregate: 'count', ...clicked }, window_hours: 48 },
  ];
  const of: MomentsQuery = {
    ...{ experiment: 'e', phase: 1 },
    metrics: all.map((metric, n) => ({ ...metric, key: `m${n}`, better: 'higher' })),
  };
  return {
    events,
    exposures,
    queries: [
      of,
      { ...of, triggered: true, currency: 'EUR', rates: { USD: 0.9, CHF: 1.05 } },
      { ...of, unit: 'session', currency: 'EUR', stratum: 'country' },
      { ...of, until: start + 3 * day, windowMs: 2 * day, bots: false, outliers: { purchases: 2 } },
      {
        ...of,
        triggered: true,
        stratum: 'plus',
        bots: { declared: false, perMinute: 1, perDay: 5 },
        outliers: { events: 15 },
      },
      { ...of, bots: { declared: true }, outliers: false, windowMs: hour },
    ],
  };
}

/** Where two answers are further apart than 1e-9 of their size. */
function differences(found: unknown, wanted: unknown, at = ''): string[] {
  if (typeof found === 'number' && typeof wanted === 'number') {
    const isClose = Object.is(found, wanted) || Math.abs(found - wanted) <= 1e-9 * Math.max(1, Math.abs(wanted));
    return isClose ? [] : [`${at}: ${found}, not ${wanted}`];
  }
  if (typeof found !== 'object' || typeof wanted !== 'object' || found === null || wanted === null)
    return found === wanted ? [] : [`${at}: ${String(found)}, not ${String(wanted)}`];
  const sides = [found, wanted] as readonly Readonly<Record<string, unknown>>[];
  const keys = new Set(sides.flatMap((side) => Object.keys(side)));
  return [...keys].flatMap((key) => differences(sides[0]![key], sides[1]![key], `${at}/${key}`));
}

/** What every adapter of `EventStore` guarantees. `create` gives an empty storage of its own to each test. */
export function eventContract(name: string, create: () => StorageUnderTest): void {
  describe(`${name} keeps the contract of EventStore`, () => {
    let under: StorageUnderTest;
    let storage: Storage;

    beforeEach(async () => {
      under = create();
      storage = await under.open();
      const exposure = { experiment: 'e', phase: 1, at: start, reached: true };
      await storage.events.expose([
        { ...exposure, unit: 'u1', variant: 'a' },
        { ...exposure, unit: 'u2', variant: 'a', reached: false },
        { ...exposure, unit: 'u3', variant: 'b' },
        { ...exposure, unit: 'u4', variant: 'a' },
        { ...exposure, unit: 'u4', variant: 'b' },
      ]);
    });

    afterEach(() => storage.close());

    const of = async (metric: string, variant: string, asked: Partial<MomentsQuery> = {}) =>
      (await storage.events.moments({ ...query, ...asked })).moments.find(
        (each) => each.metric === metric && each.variant === variant,
      );

    it('counts the units of each variant, and leaves out those of two', async () => {
      const counted = await storage.events.units(query);
      expect(counted.variants.map(({ variant, units, reached }) => [variant, units, reached])).toEqual([
        ['a', 2, 1],
        ['b', 1, 1],
      ]);
      expect(counted.inSeveralVariants).toBe(1);
      expect((await storage.events.units({ ...query, triggered: true })).variants[0]).toMatchObject({ units: 1 });
    });

    it('counts the units that a failure kept from their variant, and not those that saw it at another time', async () => {
      const exposure = { experiment: 'lost', phase: 1, at: start, variant: 'a', reached: true };
      const failed = { reached: false, failed: true };
      await storage.events.expose([
        { ...exposure, unit: 'u1' },
        { ...exposure, unit: 'u1', at: start + 1, ...failed },
        { ...exposure, unit: 'u2', reached: false },
        { ...exposure, unit: 'u3', reached: false },
      ]);
      await storage.events.expose([
        { ...exposure, unit: 'u3', at: start + 2, ...failed },
        { ...exposure, unit: 'u4', ...failed },
      ]);
      expect((await storage.events.units({ experiment: 'lost', phase: 1 })).variants).toMatchObject([
        { units: 4, reached: 1, failed: 2 },
      ]);
    });

    it('counts an event once, also after a restart', async () => {
      expect(await storage.events.append([event('1', 'u1', {}), event('1', 'u1', {})])).toEqual({
        recorded: 1,
        duplicates: 1,
      });
      await storage.close();
      storage = await under.open();
      expect(await storage.events.append([event('1', 'u1', {}), event('2', 'u1', {})])).toEqual({
        recorded: 1,
        duplicates: 1,
      });
    });

    it('adds up what units did from their exposure on, within the window', async () => {
      const bought = { action: 'purchase', revenueMinor: 500, currency: 'EUR' };
      await storage.events.append([
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
      await storage.events.append([
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
      await storage.events.append([
        event('1', 'u1', { bot: true }),
        ...Array.from({ length: 121 }, (_, n) => event(`fast${n}`, 'u3', {})),
      ]);
      const counted = await storage.events.units(query);
      expect([counted.bots, counted.variants.map(({ variant, units }) => [variant, units])]).toEqual([2, [['a', 1]]]);
      expect((await storage.events.units({ ...query, bots: false })).bots).toBe(0);
    });

    it('forgets a shopper, whose events do not come back', async () => {
      await storage.events.append([event('1', 'u1', {}), event('2', 'u2', {})]);
      expect(await storage.events.forget('u1')).toEqual({ deleted: 2, units: ['u1'] });
      expect(await storage.events.count()).toBe(1);
      expect(await storage.events.append([event('1', 'u1', {})])).toMatchObject({ recorded: 0, duplicates: 1 });
      expect((await storage.events.units(query)).variants[0]).toMatchObject({ variant: 'a', units: 1 });
    });

    it('gives an id to one of those who record it at the same time', async () => {
      const batch = Array.from({ length: 50 }, (_, n) => event(`same${n}`, 'u1', {}));
      const results = await Promise.all(Array.from({ length: 8 }, () => storage.events.append(batch)));
      expect(results.reduce((total, { recorded }) => total + recorded, 0)).toBe(50);
      expect(results.reduce((total, { duplicates }) => total + duplicates, 0)).toBe(350);
      expect(await storage.events.count()).toBe(50);
    });

    it('keeps the earliest exposure, and the earliest that reached the variant, in whatever order they come', async () => {
      const exposure = { experiment: 'order', phase: 1, unit: 'u1', variant: 'a' };
      const bought = { action: 'purchase', revenueMinor: 100, currency: 'EUR' };
      await storage.events.append([
        event('1', 'u1', { ...bought, at: start }),
        event('2', 'u1', { ...bought, at: start + 5000 }),
      ]);
      const counted = async (triggered: boolean): Promise<number | undefined> =>
        (await of('revenue', 'a', { experiment: 'order', triggered }))?.m.sum;
      await storage.events.expose([{ ...exposure, at: start + 5000, reached: true }]);
      expect([await counted(false), await counted(true)]).toEqual([100, 100]);
      await storage.events.expose([
        { ...exposure, at: start, reached: false },
        { ...exposure, at: start + 9000, reached: true },
      ]);
      expect([await counted(false), await counted(true)]).toEqual([200, 100]);
      await storage.close();
      storage = await under.open();
      await storage.events.expose([{ ...exposure, at: start, reached: true }]);
      expect([await counted(false), await counted(true)]).toEqual([200, 200]);
    });

    it('counts an event that came late, after one that happened later, and before its exposure was recorded', async () => {
      const asked = { experiment: 'late' };
      await storage.events.append([event('2', 'u9', { action: 'search', searchId: 's', at: start + 2 })]);
      await storage.events.append([
        event('1', 'u9', { searchId: 's', at: start + 1, receivedAt: start + 30 * 24 * hour }),
      ]);
      expect(await of('ctr', 'a', asked)).toBeUndefined();
      await storage.events.expose([
        { experiment: 'late', phase: 1, unit: 'u9', variant: 'a', at: start, reached: true },
      ]);
      expect(await of('ctr', 'a', asked)).toMatchObject({ units: 1, m: { sum: 1 }, d: { sum: 1 } });
    });

    it('counts each edge of the window as it says: the exposure counts, the end does not, nor does `until`', async () => {
      const bought = { action: 'purchase', revenueMinor: 1, currency: 'EUR' };
      const week = 7 * 24 * hour;
      await storage.events.append([
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
      await storage.events.expose([
        { experiment: 'e', phase: 2, unit: 'u1', variant: 'b', at: start, reached: true },
        { experiment: 'of sessions', phase: 1, unit: 'v1', variant: 'a', at: start, reached: true },
      ]);
      await storage.events.append([
        event('1', 'u1', { action: 'purchase', session: 'v1', revenueMinor: 5, currency: 'EUR' }),
      ]);
      expect((await storage.events.units({ ...query, phase: 2 })).variants).toMatchObject([{ variant: 'b', units: 1 }]);
      expect((await of('revenue', 'b', { phase: 2 }))?.m.sum).toBe(5);
      expect((await of('revenue', 'a', { experiment: 'of sessions', unit: 'session' }))?.m.sum).toBe(5);
      expect((await of('revenue', 'a', { experiment: 'of sessions' }))?.m.sum).toBe(0);
      expect((await storage.events.units({ experiment: 'none', phase: 1 })).variants).toEqual([]);
    });

    it('forgets the sessions that were a shopper’s alone, and not those of another', async () => {
      const mine = { session: 'mine' };
      const shared = { session: 'shared' };
      await storage.events.append([
        event('1', 'u1', mine),
        event('2', '', mine),
        event('3', 'u1', shared),
        event('4', 'u2', shared),
        event('5', '', shared),
      ]);
      await storage.events.expose([
        { experiment: 's', phase: 1, unit: 'mine', variant: 'a', at: start, reached: true },
      ]);
      // Three events and two exposures.
      const { deleted, units } = await storage.events.forget('u1');
      expect([deleted, ...units.toSorted()]).toEqual([5, 'mine', 'u1']);
      expect(await storage.events.count()).toBe(2);
      await storage.close();
      storage = await under.open();
      expect(await storage.events.append(['1', '2', '3'].map((id) => event(id, 'u1', {})))).toMatchObject({
        duplicates: 3,
      });
      expect(await storage.events.append([event('6', 'u1', {})])).toMatchObject({ recorded: 1 });
      expect(await storage.events.forget('')).toEqual({ deleted: 0, units: [] });
    });

    it('takes any text for a name, in attributes and in what is asked', async () => {
      const odd = `o'dd "/~ \n name`;
      await storage.events.expose([
        { experiment: odd, phase: 1, unit: odd, variant: odd, at: start, reached: true, attributes: { [odd]: odd } },
      ]);
      await storage.events.append([event(odd, odd, { action: odd, attributes: { [odd]: 2.5, text: '7' } })]);
      const numerator = { aggregate: 'sum', action: odd, field: odd } as const;
      const { moments: found } = await storage.events.moments({
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

    it.each([1, 2, 3, 4])(
      'agrees with a plain computation to 1e-9, case %i',
      async (seed) => {
        const { events, exposures, queries } = randomCase(seed);
        await storage.close();
        under = create();
        storage = await under.open();
        for (let from = 0; from < events.length; from += 997)
          await storage.events.append(events.slice(from, from + 997));
        for (let from = 0; from < exposures.length; from += 101)
          await storage.events.expose(exposures.slice(from, from + 101));
        for (const asked of queries) {
          const plain = plainMoments(events, exposures, asked);
          const { variants, ...leftOut } = await storage.events.units(asked);
          expect(leftOut).toEqual({
            inSeveralVariants: plain.inSeveralVariants,
            bots: plain.bots,
            outliers: plain.outliers,
          });
          expect(Object.fromEntries(variants.map(({ variant, units }) => [variant, units]))).toEqual(plain.units);
          const found = await storage.events.moments(asked);
          expect(differences(found.moments, plain.moments)).toEqual([]);
          expect(found.counts).toEqual({ variants, ...leftOut });
        }
      },
      30_000,
    );
  });
}
