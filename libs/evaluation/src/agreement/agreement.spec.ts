import fc from 'fast-check';
import { overlap } from './overlap.js';
import { rankBiasedOverlap } from './rank-biased-overlap.js';
import { kendallTau, spearmanRho } from './rank-correlation.js';

const letters = (text: string): string[] => Array.from(text);
const permutation = fc.integer({ min: 2, max: 20 }).chain((n) =>
  fc.shuffledSubarray(
    Array.from({ length: n }, (_, i) => String(i)),
    { minLength: n },
  ),
);

describe('agreement of two lists', () => {
  it('overlap is the share of the first k, of fewer where there are fewer', () => {
    expect(overlap(letters('abcd'), letters('dcxy'), 2)).toBe(0);
    expect(overlap(letters('abcd'), letters('dcxy'), 4)).toBe(0.5);
    expect(overlap(letters('ab'), letters('ba'), 10)).toBe(1);
    expect(overlap(letters('ab'), [], 10)).toBe(0);
    expect(overlap([], [], 10)).toBe(1);
  });

  it('rank-biased overlap is that of the paper, worked by hand', () => {
    // Agreement 1, 1/2, 1 at depths 1 to 3.
    const byHand = (0.1 / 0.9) * (0.9 + 0.81 / 2 + 0.729) + 0.729;
    expect(rankBiasedOverlap(letters('abc'), letters('acb'), 20)).toBeCloseTo(byHand, 12);
    // Agreement 0, 1/2, 2/3: the extrapolated value with p .98 of two lists with two of three in common.
    const other = (0.02 / 0.98) * (0.98 ** 2 / 2 + (2 / 3) * 0.98 ** 3) + (2 / 3) * 0.98 ** 3;
    expect(rankBiasedOverlap(letters('abc'), letters('bxa'), 20, 0.98)).toBeCloseTo(other, 12);
    expect(rankBiasedOverlap(letters('abc'), letters('xyz'), 20)).toBe(0);
  });

  it('tau and rho are those of the textbooks', () => {
    // One swap of neighbours among four: 5 pairs alike and 1 not; squares of differences 2.
    expect(kendallTau(letters('abcd'), letters('abdc'))).toBeCloseTo(1 - 2 / 6, 12);
    expect(spearmanRho(letters('abcd'), letters('abdc'))).toBeCloseTo(0.8, 12);
    expect(kendallTau(letters('abcd'), letters('dcba'))).toBe(-1);
    expect(spearmanRho(letters('abcd'), letters('dcba'))).toBe(-1);
  });

  it('correlation counts only what both have, and needs two of it', () => {
    expect(kendallTau(letters('axbyc'), letters('cab'))).toBeCloseTo(-1 / 3, 12);
    expect([kendallTau(letters('ab'), letters('bc')), spearmanRho(letters('ab'), letters('bc'))]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('all four are 1 for equal lists, symmetric, and within their bounds', () => {
    fc.assert(
      fc.property(permutation, fc.nat(), (list, seed) => {
        const other = list.toSorted((a, b) => ((Number(a) * 7 + seed) % 11) - ((Number(b) * 7 + seed) % 11));
        for (const measure of [
          (a: string[], b: string[]) => overlap(a, b, 5),
          (a: string[], b: string[]) => rankBiasedOverlap(a, b, 20),
          kendallTau,
          spearmanRho,
        ]) {
          expect(measure(list, list)).toBeCloseTo(1, 10);
          expect(measure(list, other)).toBeCloseTo(measure(other, list)!, 10);
          expect(Math.abs(measure(list, other)!)).toBeLessThanOrEqual(1 + 1e-12);
        }
      }),
    );
  });
});
