import { theilSen } from './theil-sen.js';

describe('theilSen', () => {
  it('is the slope of a line, and of one with an outlier', () => {
    const line = Array.from({ length: 21 }, (_, x) => [x, 5 + 2 * x] as const);
    expect(theilSen(line)).toEqual({ slope: 2, low: 2, high: 2 });
    const spoilt = line.map(([x, y]) => [x, x === 20 ? 1e6 : y] as const);
    expect(theilSen(spoilt).slope).toBe(2);
  });

  it('gives what scipy.stats.theilslopes (1.17) does', () => {
    const points = [1.26, 1.27, 1.12, 1.16, 1.03, 1.3, 0.9, 1.2, 0.8, 0.85].map((y, at) => [at + 1, y] as const);
    const { slope, low, high } = theilSen(points);
    expect(slope).toBeCloseTo(-0.0516667, 7);
    expect(low).toBeCloseTo(-0.07, 7);
    expect(high).toBeCloseTo(0.0075, 7);
  });

  it('covers the true slope as often as it says', () => {
    let state = 42;
    const uniform = (): number => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
    const noise = (): number => uniform() + uniform() + uniform() - 1.5;
    let covered = 0;
    const runs = 500;
    for (let run = 0; run < runs; run += 1) {
      const { low, high } = theilSen(Array.from({ length: 20 }, (_, x) => [x, 0.3 * x + noise()] as const));
      if (low <= 0.3 && high >= 0.3) covered += 1;
    }
    expect(covered / runs).toBeGreaterThan(0.92);
    expect(covered / runs).toBeLessThan(0.99);
  });

  it('needs three points', () => {
    expect(() =>
      theilSen([
        [1, 1],
        [1, 2],
        [2, 2],
      ]),
    ).toThrow('three points');
  });
});
