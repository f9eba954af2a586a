import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { MomentsQuery, StoredEvent, UnitMetric } from '../event-store.js';
import type { Storage } from '../product-store.js';
import { openEmbeddedStorage } from './open-storage.js';

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

describe('events in a DuckDB file', () => {
  let folder: string;
  let file: string;
  let storage: Storage;

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-events-'));
    file = path.join(folder, 'weir.duckdb');
    storage = await openEmbeddedStorage(file);
    const exposure = { experiment: 'e', phase: 1, at: start, reached: true };
    await storage.events.expose([
      { ...exposure, unit: 'u1', variant: 'a' },
      { ...exposure, unit: 'u2', variant: 'a', reached: false },
      { ...exposure, unit: 'u3', variant: 'b' },
      { ...exposure, unit: 'u4', variant: 'a' },
      { ...exposure, unit: 'u4', variant: 'b' },
    ]);
  });

  afterEach(async () => {
    await storage.close();
    rmSync(folder, { recursive: true });
  });

  const of = async (metric: string, variant: string, asked: Partial<MomentsQuery> = {}) =>
    (await storage.events.moments({ ...query, ...asked })).find(
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

  it('counts an event once, also after a restart', async () => {
    expect(await storage.events.append([event('1', 'u1', {}), event('1', 'u1', {})])).toEqual({
      recorded: 1,
      duplicates: 1,
    });
    await storage.close();
    storage = await openEmbeddedStorage(file);
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
    expect(await storage.events.forget('u1')).toBe(2);
    expect(await storage.events.count()).toBe(1);
    expect(await storage.events.append([event('1', 'u1', {})])).toMatchObject({ recorded: 0, duplicates: 1 });
    expect((await storage.events.units(query)).variants[0]).toMatchObject({ variant: 'a', units: 1 });
  });
});
