import { visitOf } from './shopper.js';

const options = { seed: 7, run: 'a', searchesPerShopper: 3, queries: 50 };
const visits = Array.from({ length: 4000 }, (_, number) => visitOf(number, options));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a visit of a simulated shopper', () => {
  it('follows from the seed, and from nothing that others do', () => {
    expect(visitOf(1234, options)).toEqual(visits[1234]);
    expect(visitOf(1234, { ...options, seed: 8 }).queries).not.toEqual(visits[1234]!.queries);
  });

  it('is another visit of the same shopper in another run', () => {
    const again = visitOf(3, { ...options, run: 'b' });
    expect(again.shopperId).toBe(visits[3]!.shopperId);
    expect(again.sessionId).not.toBe(visits[3]!.sessionId);
  });

  it('has as many searches as were asked for on average, and never so many as a robot', () => {
    const searches = visits.map(({ queries }) => queries.length);
    // Deviation of one visit is about 3, so the mean is known to .05; the cap of 20 takes a little away.
    expect(mean(searches)).toBeGreaterThan(2.75);
    expect(mean(searches)).toBeLessThan(3.15);
    expect(Math.min(...searches)).toBe(1);
    expect(Math.max(...searches)).toBe(20);
    expect(
      visits.slice(0, 200).map((_, number) => visitOf(number, { ...options, searchesPerShopper: 1 }).queries.length),
    ).toEqual(Array.from({ length: 200 }, () => 1));
  });

  it('asks every query about as often', () => {
    const asked = Array.from({ length: 50 }, () => 0);
    for (const { queries } of visits) for (const query of queries) asked[query]! += 1;
    const expected = asked.reduce((sum, count) => sum + count, 0) / 50;
    const chiSquare = asked.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 99.9 % of a chi-square distribution with 49 degrees of freedom.
    expect(chiSquare).toBeLessThan(85.4);
  });

  it('has habits with mean 1 that differ between shoppers', () => {
    for (const habit of ['activity', 'propensity'] as const) {
      const values = visits.map(({ habits }) => habits[habit]);
      expect(mean(values)).toBeCloseTo(1, 1);
      expect(Math.min(...values)).toBeLessThan(0.4);
      expect(Math.max(...values)).toBeGreaterThan(2.5);
    }
  });
});
