import { seededRandom } from '@weir/evaluation';
import { interleavingTest, type InterleavedUnit } from './interleaving-test.js';

const unit = (impressions: number, wins: number, losses: number): InterleavedUnit => ({ impressions, wins, losses });

describe('interleavingTest', () => {
  it('is the one-sample t test where each unit saw one page', () => {
    // scipy.stats.ttest_1samp([1] * 6 + [-1] * 2 + [0] * 4, 0): t = 1.4832397, df = 11, p = 0.1660924
    const units = [...Array<InterleavedUnit>(6).fill(unit(1, 1, 0)), ...Array<InterleavedUnit>(2).fill(unit(1, 0, 1))];
    const result = interleavingTest([...units, ...Array<InterleavedUnit>(4).fill(unit(1, 0, 0))]);
    expect(result.preference).toBeCloseTo(1 / 3, 12);
    expect(result.preference / result.standardError).toBeCloseTo(1.4832397, 7);
    expect(result.pValue).toBeCloseTo(0.166092, 4);
    // scipy.stats.binomtest(6, 8).pvalue
    expect(result.signPValue).toBeCloseTo(0.2890625, 12);
    expect(result).toMatchObject({ units: 12, impressions: 12, wins: 6, losses: 2 });
  });

  it('errs in 5 % of tests without a preference although the pages of a unit are alike', () => {
    const random = seededRandom(17);
    const tests = 600;
    let wrong = 0;
    let covered = 0;
    for (let test = 0; test < tests; test++) {
      const { pValue, low, high } = interleavingTest(
        Array.from({ length: 120 }, () => {
          const impressions = 1 + Math.floor(random() * 8);
          // A shopper who likes one ranking likes it on every page.
          return random() < 0.5 ? unit(impressions, impressions, 0) : unit(impressions, 0, impressions);
        }),
      );
      if (pValue < 0.05) wrong++;
      if (low <= 0 && high >= 0) covered++;
    }
    expect(wrong / tests).toBeLessThan(0.075);
    expect(wrong / tests).toBeGreaterThan(0.028);
    expect(covered).toBe(tests - wrong);
  });

  it('has no p-value for one unit, and is sure where all units agree', () => {
    expect(interleavingTest([unit(4, 1, 0)]).pValue).toBeNaN();
    expect(interleavingTest([unit(1, 0, 0), unit(1, 0, 0)])).toMatchObject({ preference: 0, pValue: 1, signPValue: 1 });
    expect(interleavingTest([unit(1, 1, 0), unit(1, 1, 0)])).toMatchObject({
      preference: 1,
      pValue: 0,
      low: 1,
      high: 1,
    });
  });

  it('refuses more outcomes than pages', () => {
    expect(() => interleavingTest([unit(1, 1, 1)])).toThrow('at most one outcome a page');
  });
});
