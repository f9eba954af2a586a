import fc from 'fast-check';
import { momentsOf } from '../moments.js';
import { proportion } from '../statistics/proportion.js';
import { sampleMean } from '../statistics/sample-mean.js';
import type { Arms } from '../statistics/statistic.js';
import { bayesianTest } from './bayesian-test.js';
import { effectOf } from './effect.js';
import { nonInferiority } from './non-inferiority.js';
import { sequentialCritical, sequentialTest } from './sequential-test.js';
import { tTest } from './t-test.js';
import { twoProportionZTest } from './two-proportion-z-test.js';

const before = [0.22, 0.779, 2.799, 4.4, 0.687, 0.516, 0.869, 0.205, 2.002, 0.133, 0.903, 6.695];
const after = [0.666, 3.213, 1.29, 5.086, 2.269, 3.712, 0.723, 0.444, 0.004];
const small: Arms = { control: sampleMean(momentsOf(before)), treatment: sampleMean(momentsOf(after)) };

/** Two variants that vary and have a mean above 0. */
const arms = fc
  .record({
    n: fc.integer({ min: 10, max: 1_000_000 }),
    m: fc.integer({ min: 10, max: 1_000_000 }),
    a: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
    b: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
  })
  .map(({ n, m, a, b }): Arms => ({
    control: proportion({ n, sum: a * n }),
    treatment: proportion({ n: m, sum: b * m }),
  }));

describe("Welch's t-test", () => {
  it('gives scipy.stats.ttest_ind(equal_var=False) with its interval', () => {
    const { effect, standardError, interval, pValue } = tTest(small, { difference: 'absolute' });
    expect(effect / standardError).toBeCloseTo(0.3036943676444474, 10);
    expect(pValue).toBeCloseTo(0.7647391880543831, 10);
    expect(interval[0]).toBeCloseTo(-1.4764002788907695, 8);
    expect(interval[1]).toBeCloseTo(1.9766225011129919, 8);
  });

  it('has 0 on the edge of its interval of level 1 - p', () => {
    fc.assert(
      fc.property(arms, (arms) => {
        const { pValue } = tTest(arms);
        fc.pre(pValue > 1e-8 && pValue < 0.999);
        const { interval, standardError } = tTest(arms, { alpha: pValue });
        expect(Math.min(Math.abs(interval[0]), Math.abs(interval[1]))).toBeLessThan(1e-6 * standardError);
      }),
    );
  });

  it('says nothing, and why, of what cannot be compared', () => {
    const nobody = proportion({ n: 0, sum: 0 });
    const none = proportion({ n: 100, sum: 0 });
    const some = proportion({ n: 100, sum: 7 });
    expect(tTest({ control: nobody, treatment: some }).error).toBe('NO_UNITS_IN_VARIATION');
    expect(tTest({ control: none, treatment: some }).error).toBe('ZERO_NEGATIVE_BASELINE_VARIATION');
    expect(tTest({ control: none, treatment: some }, { difference: 'absolute' }).error).toBe('ZERO_NEGATIVE_VARIANCE');
    expect(tTest({ control: some, treatment: none })).toEqual({
      effect: 0,
      standardError: 0,
      interval: [-Infinity, Infinity],
      pValue: 1,
      error: 'ZERO_NEGATIVE_VARIANCE',
    });
    expect(sequentialTest({ control: some, treatment: none }).pValue).toBe(1);
    expect(bayesianTest({ control: some, treatment: none }).chanceToWin).toBe(0.5);
  });
});

describe('a relative effect', () => {
  it('does not depend on the unit of the metric', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (scale) => {
        const scaled = (values: readonly number[]): Arms['control'] =>
          sampleMean(momentsOf(values.map((value) => value * scale)));
        const effect = effectOf({ control: scaled(before), treatment: scaled(after) }, 'relative');
        const plain = effectOf(small, 'relative');
        expect(effect.estimate).toBeCloseTo(plain.estimate, 9);
        expect(effect.standardError).toBeCloseTo(plain.standardError, 9);
      }),
    );
  });
});

describe('the sequential test', () => {
  it('has an interval that contains the fixed one, around the same effect', () => {
    fc.assert(
      fc.property(arms, fc.double({ min: 0.001, max: 0.2, noNaN: true }), (arms, alpha) => {
        // With few units Student's tails are wider than any asymptotic sequence.
        fc.pre(arms.control.n > 200 && arms.treatment.n > 200);
        const fixed = tTest(arms, { alpha });
        const sequential = sequentialTest(arms, { alpha });
        expect(sequential.effect).toBe(fixed.effect);
        expect(sequential.interval[0]).toBeLessThan(fixed.interval[0]);
        expect(sequential.interval[1]).toBeGreaterThan(fixed.interval[1]);
        // Far out Student's tails are the heavier ones.
        if (fixed.pValue > 1e-6) expect(sequential.pValue).toBeGreaterThanOrEqual(fixed.pValue);
      }),
    );
  });

  it('is significant exactly where its interval leaves out 0', () => {
    fc.assert(
      fc.property(arms, (arms) => {
        const { interval, pValue } = sequentialTest(arms);
        fc.pre(Math.abs(pValue - 0.05) > 1e-9);
        expect(pValue < 0.05).toBe(interval[0] > 0 || interval[1] < 0);
      }),
    );
  });

  it('is tightest, for its kind, at about the units that it is tuned to', () => {
    const at = (tuning: number): number => sequentialCritical(10_000, { alpha: 0.05, tuning });
    expect(at(10_000)).toBeLessThan(at(100));
    expect(at(10_000)).toBeLessThan(at(1_000_000));
  });
});

describe('the Bayesian test', () => {
  it('has the risks of a normal posterior by numerical integration', () => {
    const { effect, standardError, risk, chanceToWin } = bayesianTest(small);
    let gain = 0;
    let win = 0;
    const step = standardError / 2000;
    for (let x = effect - 10 * standardError; x < effect + 10 * standardError; x += step) {
      const density = Math.exp(-0.5 * ((x - effect) / standardError) ** 2) / (standardError * Math.sqrt(2 * Math.PI));
      if (x > 0) gain += x * density * step;
      if (x > 0) win += density * step;
    }
    expect(risk.control).toBeCloseTo(gain, 5);
    expect(chanceToWin).toBeCloseTo(win, 3);
    expect(risk.control - risk.treatment).toBeCloseTo(effect, 12);
  });

  it('swaps chance and risk where less is better, and draws an effect towards its prior', () => {
    const higher = bayesianTest(small);
    const lower = bayesianTest(small, { better: 'lower' });
    expect(lower.chanceToWin).toBeCloseTo(1 - higher.chanceToWin, 12);
    expect(lower.risk).toEqual({ control: higher.risk.treatment, treatment: higher.risk.control });
    const drawn = bayesianTest(small, { prior: { mean: 0, deviation: 0.01 } });
    expect(Math.abs(drawn.effect)).toBeLessThan(0.01 * Math.abs(higher.effect));
    expect(drawn.standardError).toBeLessThan(0.01);
  });

  it('takes a prior on the relative effect for an absolute difference as well', () => {
    const prior = { mean: 0.05, deviation: 0.1 };
    const relative = bayesianTest({ control: certain(2), treatment: small.treatment }, { prior });
    const absolute = bayesianTest(
      { control: certain(2), treatment: small.treatment },
      { prior, difference: 'absolute' },
    );
    expect(absolute.effect).toBeCloseTo(2 * relative.effect, 6);
  });
});

/** A mean that is known, so that a relative effect is the absolute one divided by a constant. */
function certain(mean: number): Arms['control'] {
  return { n: 1e12, mean, variance: 1e-9 };
}

describe('non-inferiority', () => {
  const guardrail = (control: number, treatment: number, better: 'higher' | 'lower', sequential = false) =>
    nonInferiority(
      { control: proportion({ n: 20_000, sum: control }), treatment: proportion({ n: 20_000, sum: treatment }) },
      { margin: 0.05, better, ...(sequential && { sequential: {} }) },
    );

  it('passes what is not worse by the margin, breaks what is, and else waits', () => {
    expect(guardrail(10_000, 10_050, 'higher').verdict).toBe('non-inferior');
    expect(guardrail(10_000, 9_000, 'higher').verdict).toBe('inferior');
    expect(guardrail(10_000, 9_520, 'higher').verdict).toBe('inconclusive');
    expect(guardrail(10_000, 9_000, 'lower').verdict).toBe('non-inferior');
    expect(guardrail(10_000, 11_000, 'lower').verdict).toBe('inferior');
    expect(guardrail(0, 5, 'lower').error).toBe('ZERO_NEGATIVE_BASELINE_VARIATION');
  });

  it('agrees with its p-value, and is more careful where it may be looked at again', () => {
    for (let treatment = 9_300; treatment < 10_300; treatment += 50) {
      const fixed = guardrail(10_000, treatment, 'higher');
      const sequential = guardrail(10_000, treatment, 'higher', true);
      expect(fixed.verdict === 'non-inferior').toBe(fixed.pValue < 0.05);
      expect(sequential.verdict === 'non-inferior').toBe(sequential.pValue < 0.05);
      expect(sequential.bounds[1]).toBeGreaterThan(fixed.bounds[1]);
    }
  });
});

describe('the z-test of two proportions', () => {
  it('is the square root of the chi-square of the two-by-two table', () => {
    const { z, pValue } = twoProportionZTest({ n: 1000, sum: 120 }, { n: 800, sum: 70 });
    const expected = [1000, 800].map((n) => (n * 190) / 1800);
    const chiSquare = [120, 70].reduce((sum, count, i) => {
      const rest = [1000, 800][i]! - expected[i]!;
      return sum + (count - expected[i]!) ** 2 / expected[i]! + (count - expected[i]!) ** 2 / rest;
    }, 0);
    expect(z ** 2).toBeCloseTo(chiSquare, 10);
    expect(z).toBeGreaterThan(0);
    expect(pValue).toBeGreaterThan(0.02);
    expect(twoProportionZTest({ n: 10, sum: 0 }, { n: 10, sum: 0 }).pValue).toBe(1);
  });
});
