import fc from 'fast-check';
import { pairedTTest } from './paired-t-test.js';
import { pairedRandomisationTest } from './randomisation-test.js';
import { studentCritical, studentTwoSided } from './student-t.js';

describe('Student t', () => {
  // scipy.stats: 2 * t.sf(t, df) and t.ppf(0.975, df)
  it.each([
    [2, 1, 0.2951672353008665],
    [1.5, 10, 0.16450732644544014],
    [3, 200, 0.003043047113905905],
    [0.01, 5, 0.9924080180425819],
    [12, 30, 5.580185415199261e-13],
  ])('two-sided p of t = %d with %d degrees of freedom', (t, df, p) => {
    expect(Math.abs(studentTwoSided(t, df) / p - 1)).toBeLessThan(1e-9);
  });

  it('critical values are the inverse', () => {
    expect(studentCritical(0.95, 10)).toBeCloseTo(2.228138851964939, 8);
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 0.999, noNaN: true }), fc.integer({ min: 1, max: 500 }), (level, df) => {
        expect(studentTwoSided(studentCritical(level, df), df)).toBeCloseTo(1 - level, 7);
      }),
    );
  });
});

describe('paired tests', () => {
  const before = [0.5, 0.6, 0.7, 0.2, 0.9, 0.4];
  const after = [0.6, 0.65, 0.7, 0.4, 0.95, 0.5];

  it('the t-test gives scipy.stats.ttest_rel, with its interval', () => {
    const effect = pairedTTest(before, after);
    expect(effect.difference).toBeCloseTo(0.08333333333333333, 12);
    expect(effect.p).toBeCloseTo(0.03051497713358596, 9);
    expect(effect.low).toBeCloseTo(0.01164323110628361, 9);
    expect(effect.high).toBeCloseTo(0.15502343556038306, 9);
  });

  it('the randomisation test gives the exact share of sign flips within sampling error, and is repeatable', () => {
    // Five differences are not 0 and all are positive: 2 of 2^5 flips reach the mean seen.
    const p = pairedRandomisationTest(before, after, { rounds: 20_000 });
    expect(Math.abs(p - 2 / 32)).toBeLessThan(0.006);
    expect(pairedRandomisationTest(before, after, { rounds: 20_000 })).toBe(p);
  });

  it('no difference has p = 1, and lists of two lengths are refused', () => {
    expect(pairedTTest(before, before)).toEqual({ difference: 0, low: 0, high: 0, p: 1 });
    expect(pairedRandomisationTest(before, before)).toBe(1);
    expect(() => pairedTTest([1], [1, 2])).toThrow('one value a query on both sides');
  });
});
