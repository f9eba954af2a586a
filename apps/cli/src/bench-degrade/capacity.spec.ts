import { seededRandom } from '@weir/evaluation';
import { arrivals } from './arrivals.js';
import { findCapacity } from './capacity.js';

describe('the capacity of a server', () => {
  it.each([3, 47, 190, 1500])('is found within a fifth below what it can do: %s a second', async (most) => {
    const found = await findCapacity((perSecond) => Promise.resolve(Math.min(1, most / perSecond)));
    expect(found).toBeLessThanOrEqual(most / 0.98);
    expect(found).toBeGreaterThan(0.75 * most);
  });

  it('is not taken for less because the machine did something else twice', async () => {
    let asked = 0;
    const found = await findCapacity((perSecond) =>
      Promise.resolve(asked++ % 3 < 2 ? 0.5 : Math.min(1, 100 / perSecond)),
    );
    expect(found).toBeGreaterThan(75);
  });
});

describe('arrivals', () => {
  it('come at random, as many as were asked for on average, the same for the same numbers', () => {
    const times = arrivals(200, 50, seededRandom(3));
    expect(times.length).toBeGreaterThan(9600);
    expect(times.length).toBeLessThan(10_400);
    expect(times).toEqual(arrivals(200, 50, seededRandom(3)));
    const gaps = times.slice(1).map((time, at) => time - times[at]!);
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
    // Those of a Poisson process are as spread as they are long.
    expect(deviation / mean).toBeCloseTo(1, 1);
    expect(Math.max(...times)).toBeLessThan(50_000);
  });
});
