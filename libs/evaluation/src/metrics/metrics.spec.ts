import fc from 'fast-check';
import { exponentialGain, linearGain, parseGains } from '../gains.js';
import { judgeRanking } from '../judgments.js';
import { averagePrecision } from './average-precision.js';
import { ndcg } from './ndcg.js';
import { precision } from './precision.js';
import { recall } from './recall.js';
import { reciprocalRank } from './reciprocal-rank.js';

const judgments = new Map([
  ['a', 3],
  ['b', 2],
  ['c', 0],
  ['d', 1],
]);

describe('metrics by hand', () => {
  const ranking = judgeRanking(['c', 'a', 'x', 'd'], judgments);

  it('NDCG@k divides by the ideal of all judged products, those that were not retrieved included', () => {
    const found = 7 / Math.log2(3) + 1 / Math.log2(5);
    const ideal = 7 + 3 / Math.log2(3) + 1 / Math.log2(4);
    expect(ndcg(ranking, 10)).toBeCloseTo(found / ideal, 12);
    expect(ndcg(ranking, 2)).toBeCloseTo(7 / Math.log2(3) / (7 + 3 / Math.log2(3)), 12);
  });

  it('precision, recall, reciprocal rank and average precision', () => {
    expect(precision(ranking, 10)).toBe(0.2);
    expect(recall(ranking, 2)).toBeCloseTo(1 / 3, 12);
    expect(reciprocalRank(ranking)).toBe(0.5);
    expect(reciprocalRank(ranking, 1)).toBe(0);
    expect(averagePrecision(ranking)).toBeCloseTo((1 / 2 + 2 / 4) / 3, 12);
  });

  it('a relevance threshold above 1 makes lower grades irrelevant', () => {
    expect(recall(ranking, 10, 3)).toBe(1);
    expect(reciprocalRank(ranking, 10, 2)).toBe(0.5);
  });

  it('are 0 where nothing is relevant', () => {
    const nothing = judgeRanking(['c'], new Map([['c', 0]]));
    expect([ndcg(nothing), recall(nothing, 5), averagePrecision(nothing), reciprocalRank(nothing)]).toEqual([
      0, 0, 0, 0,
    ]);
  });

  it('fractional grades have fractional gains', () => {
    const fractional = judgeRanking(
      ['p', 'q'],
      new Map([
        ['p', 2.33],
        ['q', 2.67],
      ]),
    );
    const [low, high] = [2 ** 2.33 - 1, 2 ** 2.67 - 1];
    expect(ndcg(fractional)).toBeCloseTo((low + high / Math.log2(3)) / (high + low / Math.log2(3)), 12);
  });
});

describe('NDCG', () => {
  const grades = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 20 });

  it('is within 0..1, and 1 exactly for an ideal order', () => {
    fc.assert(
      fc.property(grades, fc.integer({ min: 1, max: 15 }), (list, k) => {
        const judged = new Map(list.map((grade, i) => [String(i), grade]));
        const value = ndcg(judgeRanking([...judged.keys()], judged), k);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1 + 1e-12);
        const ideal = [...judged.keys()].sort((a, b) => judged.get(b)! - judged.get(a)!);
        expect(ndcg(judgeRanking(ideal, judged), k)).toBeCloseTo(list.some((grade) => grade > 0) ? 1 : 0, 12);
      }),
    );
  });

  it('does not fall when a better product moves up', () => {
    fc.assert(
      fc.property(grades, fc.nat(), (list, seed) => {
        const judged = new Map(list.map((grade, i) => [String(i), grade]));
        const order = [...judged.keys()];
        const at = seed % Math.max(1, order.length - 1);
        const swapped = [...order];
        if (at + 1 < order.length) [swapped[at], swapped[at + 1]] = [order[at + 1]!, order[at]!];
        const better = (judged.get(swapped[at]!) ?? 0) >= (judged.get(order[at]!) ?? 0);
        const [before, after] = [order, swapped].map((ids) => ndcg(judgeRanking(ids, judged), 10));
        if (better) expect(after!).toBeGreaterThanOrEqual(before! - 1e-12);
      }),
    );
  });
});

describe('gains', () => {
  it('reads exponential, linear and tables', () => {
    expect(parseGains('exponential')).toBe(exponentialGain);
    expect(parseGains('linear')).toBe(linearGain);
    const esci = parseGains('3=1,2=0.1,1=0.01');
    expect([3, 2, 1, 0].map(esci)).toEqual([1, 0.1, 0.01, 0]);
  });

  it('says which grade a table lacks and what a malformed table should look like', () => {
    expect(() => parseGains('3=1')(2.5)).toThrow('No gain for grade 2.5');
    expect(() => parseGains('3:1')).toThrow('grade=gain pairs');
  });
});
