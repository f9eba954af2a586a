import fc from 'fast-check';
import { logBeta } from '../distributions/log-gamma.js';
import { normalCdf } from '../distributions/normal.js';
import { allocate } from './allocation.js';
import { betaPosterior, normalPosterior } from './posterior.js';
import { probabilityBest } from './probability-best.js';

const beta = (a: number, b: number): ReturnType<typeof betaPosterior> =>
  betaPosterior({ n: a + b - 2, successes: a - 1 });

/** P(second > first) of two beta variables with whole parameters, as a finite sum: Evan Miller, Formulas for Bayesian A/B testing. */
function secondAbove([a1, b1]: readonly [number, number], [a2, b2]: readonly [number, number]): number {
  let sum = 0;
  for (let i = 0; i < a2; i++) {
    sum += Math.exp(logBeta(a1 + i, b1 + b2) - Math.log(b2 + i) - logBeta(1 + i, b2) - logBeta(a1, b1));
  }
  return sum;
}

describe('probabilityBest', () => {
  it('is the closed form of two beta posteriors', () => {
    const whole = fc.integer({ min: 1, max: 400 });
    fc.assert(
      fc.property(whole, whole, whole, whole, (a1, b1, a2, b2) => {
        const [, second] = probabilityBest([beta(a1, b1), beta(a2, b2)]);
        expect(Math.abs(second! - secondAbove([a1, b1], [a2, b2]))).toBeLessThan(1e-8);
      }),
      { numRuns: 60 },
    );
  });

  it('is the closed form of two normal posteriors', () => {
    const one = { n: 100, sum: 50, sumSquares: 125 };
    const other = { n: 400, sum: 240, sumSquares: 400 };
    const error = Math.hypot(
      ...[one, other].map(({ n, sum, sumSquares }) => Math.sqrt((sumSquares - (sum * sum) / n) / (n - 1) / n)),
    );
    const [, second] = probabilityBest([normalPosterior(one), normalPosterior(other)]);
    expect(Math.abs(second! - normalCdf(0.1 / error))).toBeLessThan(1e-10);
  });

  it('sums to 1, is equal for equal variants, and does not depend on their order', () => {
    const arm = fc.tuple(fc.integer({ min: 1, max: 50_000 }), fc.integer({ min: 1, max: 500_000 }));
    fc.assert(
      fc.property(fc.array(arm, { minLength: 2, maxLength: 6 }), (arms) => {
        const best = probabilityBest(arms.map(([a, b]) => beta(a, b)));
        expect(best.reduce((sum, each) => sum + each)).toBeCloseTo(1, 12);
        const reversed = probabilityBest(arms.map(([a, b]) => beta(a, b)).reverse()).reverse();
        best.forEach((each, i) => {
          expect(Math.abs(each - reversed[i]!)).toBeLessThan(1e-10);
        });
      }),
      { numRuns: 50 },
    );
    for (const each of probabilityBest([beta(7, 90), beta(7, 90), beta(7, 90)])) expect(each).toBeCloseTo(1 / 3, 10);
  });

  it('holds for a Jeffreys prior without data, and next to a variant with ten thousand times as much', () => {
    const jeffreys = betaPosterior({ n: 0, successes: 0 }, { successes: 0.5, failures: 0.5 });
    // P(arcsine variable > 1/2) = 1/2
    expect(probabilityBest([beta(500_000, 500_000), jeffreys])[1]).toBeCloseTo(0.5, 4);
    expect(probabilityBest([beta(2, 1), jeffreys])[1]).toBeCloseTo(0.375, 8); // E[X^2] of an arcsine variable is 3/8
  });

  it('a normal prior pulls towards its mean as much as its precision says', () => {
    const arm = { n: 100, sum: 50, sumSquares: 124 };
    const { centre, width } = normalPosterior(arm, { mean: 0, deviation: 0.1 });
    const errorSquared = 1 / 100;
    expect(Math.abs(width - Math.sqrt(1 / (1 / errorSquared + 100)))).toBeLessThan(1e-4);
    expect(Math.abs(centre - 0.25)).toBeLessThan(1e-2);
  });

  it('refuses impossible counts, mixed kinds and no variant', () => {
    expect(() => betaPosterior({ n: 3, successes: 7 })).toThrow('successes must lie in 0..n');
    expect(() => normalPosterior({ n: 1, sum: 1, sumSquares: 1 })).toThrow('two units with different values');
    expect(() => probabilityBest([])).toThrow('There is no posterior');
    const normal = normalPosterior({ n: 2, sum: 1, sumSquares: 1 });
    expect(() => probabilityBest([normal, beta(1, 1)])).toThrow('two kinds');
  });
});

describe('allocate', () => {
  const arms = [
    { n: 1000, sum: 40, sumSquares: 40 },
    { n: 1000, sum: 60, sumSquares: 60 },
    { n: 1000, sum: 20, sumSquares: 20 },
  ];

  it('gives the better more and each at least the floor', () => {
    const { weights, probabilityBest: best } = allocate(arms, { kind: 'rate', floor: 0.1 });
    expect(weights.reduce((sum, each) => sum + each)).toBeCloseTo(1, 12);
    expect(best[1]).toBeGreaterThan(0.97);
    expect(weights[1]).toBeCloseTo(0.1 + 0.7 * best[1]!, 12);
    expect(Math.min(...weights)).toBeGreaterThanOrEqual(0.1);
  });

  it('splits evenly before there is anything to learn from', () => {
    const empty = arms.map(() => ({ n: 0, sum: 0, sumSquares: 0 }));
    for (const kind of ['rate', 'mean'] as const) {
      for (const weight of allocate(empty, { kind }).weights) expect(weight).toBeCloseTo(1 / 3, 10);
    }
  });

  it('refuses a floor that cannot be kept, and a single variant', () => {
    expect(() => allocate(arms, { kind: 'rate', floor: 0.4 })).toThrow('at most 1/3');
    expect(() => allocate(arms, { kind: 'rate', floor: 0 })).toThrow('above 0');
    expect(() => allocate(arms.slice(1, 2), { kind: 'rate' })).toThrow('two variants');
  });
});
