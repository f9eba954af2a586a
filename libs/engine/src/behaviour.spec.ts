import { createMemoryCounters } from '@weir/cache';
import { behaviourOf, behaviourShape } from './behaviour.js';

const dayMs = 86_400_000;

describe('behaviourOf', () => {
  it('counts what shoppers did with each product within the window', async () => {
    let now = 100 * dayMs;
    const counters = createMemoryCounters(behaviourShape, { clock: () => now });
    await counters.add([
      { key: 'p1', field: 'impressions', amount: 40 },
      { key: 'p1', field: 'clicks', amount: 3 },
    ]);
    now += 2 * dayMs;
    await counters.add([
      { key: 'p1', field: 'impressions', amount: 5 },
      { key: 'p1', field: 'purchases', amount: 1 },
    ]);
    expect(await behaviourOf(counters, 7 * dayMs)(['p2', 'p1'])).toEqual([
      { impressions: 0, clicks: 0, carts: 0, purchases: 0 },
      { impressions: 45, clicks: 3, carts: 0, purchases: 1 },
    ]);
    expect((await behaviourOf(counters, dayMs)(['p1']))[0]).toMatchObject({ impressions: 5, clicks: 0 });
  });

  it('knows nothing of any product where the counters cannot be read', async () => {
    const counters = { ...createMemoryCounters(behaviourShape), sums: () => Promise.resolve(undefined) };
    expect(await behaviourOf(counters, dayMs)(['p1', 'p2'])).toEqual([undefined, undefined]);
  });
});
