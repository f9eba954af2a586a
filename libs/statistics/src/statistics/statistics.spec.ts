import fc from 'fast-check';
import { effectOf } from '../comparisons/effect.js';
import { addMoments, addPairMoments, momentsOf, pairMomentsOf, type PairMoments } from '../moments.js';
import { postStratified, postStratifiedRatio } from './post-stratified.js';
import { proportion } from './proportion.js';
import { quantile, quantileBounds, quantileOf } from './quantile.js';
import { ratio } from './ratio.js';
import { regressionAdjusted } from './regression-adjusted.js';
import { regressionAdjustedRatio, type RatioMoments } from './regression-adjusted-ratio.js';
import { sampleMean } from './sample-mean.js';

/** Small whole numbers, so that sums are exact. */
const values = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 5, maxLength: 40 });
const pairs = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 9 })), {
  minLength: 5,
  maxLength: 40,
});

function pairMoments(pairs: readonly (readonly [number, number])[]): PairMoments {
  return pairMomentsOf(
    pairs.map(([m]) => m),
    pairs.map(([, d]) => d),
  );
}

describe('moments', () => {
  it('of two sets of units add up to those of all of them', () => {
    fc.assert(
      fc.property(values, values, (one, other) => {
        expect(addMoments(momentsOf(one), momentsOf(other))).toEqual(momentsOf([...one, ...other]));
      }),
    );
    fc.assert(
      fc.property(pairs, pairs, (one, other) => {
        const sum = addPairMoments(pairMoments(one), pairMoments(other));
        const whole = pairMoments([...one, ...other]);
        expect([sum.n, sum.m.sum, sum.d.sumSquares, sum.sumProducts]).toEqual([
          whole.n,
          whole.m.sum,
          whole.d.sumSquares,
          whole.sumProducts,
        ]);
      }),
    );
  });

  it('refuse pairs of which a half is missing', () => {
    expect(() => pairMomentsOf([1], [])).toThrow('two values a unit, but got 1 and 0');
  });
});

describe('mean, proportion and ratio', () => {
  it('of one unit or none have no variance', () => {
    expect(sampleMean(momentsOf([]))).toEqual({ n: 0, mean: 0, variance: 0 });
    expect(sampleMean(momentsOf([3])).variance).toBe(0);
    expect(proportion({ n: 0, sum: 0 }).mean).toBe(0);
    expect(ratio(pairMomentsOf([1], [0]))).toEqual({ n: 1, mean: 0, variance: 0 });
  });

  it('a proportion is a mean of zeros and ones, but for n / (n - 1)', () => {
    const mean = sampleMean(momentsOf([1, 1, 1, 0, 0, 0, 0, 0]));
    const share = proportion({ n: 8, sum: 3 });
    expect(share.mean).toBe(mean.mean);
    expect(share.variance).toBeCloseTo((mean.variance * 7) / 8, 12);
  });

  it('a ratio by a denominator of one a unit is the mean', () => {
    fc.assert(
      fc.property(values, (values) => {
        const quotient = ratio(
          pairMomentsOf(
            values,
            values.map(() => 1),
          ),
        );
        const mean = sampleMean(momentsOf(values));
        expect(quotient.mean).toBeCloseTo(mean.mean, 10);
        expect(quotient.variance).toBeCloseTo(mean.variance, 8);
      }),
    );
  });
});

describe('regression adjustment', () => {
  it('by a covariate that does not vary, or that is not there, adjusts nothing', () => {
    const flat = pairMomentsOf([1, 2, 3, 4], [5, 5, 5, 5]);
    const { control } = regressionAdjusted({ control: flat, treatment: flat });
    expect(control).toEqual(sampleMean(momentsOf([1, 2, 3, 4])));
  });

  it('by the value itself leaves the difference that is not the covariate', () => {
    // Treatment adds exactly 1 to each unit: with a perfect covariate nothing else is left.
    const control = pairMomentsOf([1, 5, 9, 13, 2, 8], [1, 5, 9, 13, 2, 8]);
    const treatment = pairMomentsOf([4, 8, 3, 12, 7, 6], [3, 7, 2, 11, 6, 5]);
    const arms = regressionAdjusted({ control, treatment });
    expect(effectOf(arms, 'absolute').estimate).toBeCloseTo(1, 1);
    expect(arms.control.variance).toBeLessThan(0.05);
    expect(arms.control.unadjusted?.mean).toBeCloseTo(38 / 6, 12);
  });

  it('never has more variance, over both variants, than none', () => {
    fc.assert(
      fc.property(pairs, (pairs) => {
        const moments = pairMoments(pairs);
        const { control } = regressionAdjusted({ control: moments, treatment: moments });
        expect(control.variance).toBeLessThanOrEqual(sampleMean({ n: moments.n, ...moments.m }).variance * (1 + 1e-9));
      }),
    );
  });
});

describe('regression adjustment of a ratio', () => {
  it('with denominators of one a unit is that of the mean', () => {
    const post = [3, 1, 4, 1, 5, 9, 2, 6];
    const pre = [2, 7, 1, 8, 2, 8, 1, 8];
    const arms = regressionAdjustedRatio({ control: ratioMoments(post, pre), treatment: ratioMoments(pre, post) });
    const means = regressionAdjusted({ control: pairMomentsOf(post, pre), treatment: pairMomentsOf(pre, post) });
    // The two pool the slope over variants in other ways, so that only what they agree on is compared.
    expect(arms.control.unadjusted?.mean).toBeCloseTo(means.control.unadjusted?.mean ?? NaN, 12);
    expect(arms.control.unadjusted?.variance).toBeCloseTo(means.control.unadjusted?.variance ?? NaN, 12);
    const same = regressionAdjustedRatio({ control: ratioMoments(post, pre), treatment: ratioMoments(post, pre) });
    const sameMeans = regressionAdjusted({ control: pairMomentsOf(post, pre), treatment: pairMomentsOf(post, pre) });
    expect(same.control.mean).toBeCloseTo(sameMeans.control.mean, 10);
    expect(same.control.variance).toBeCloseTo(sameMeans.control.variance, 10);
  });
});

function ratioMoments(post: readonly number[], pre: readonly number[]): RatioMoments {
  const ones = post.map(() => 1);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    n: post.length,
    post: pairMomentsOf(post, ones),
    pre: pairMomentsOf(pre, ones),
    across: { mm: pairMomentsOf(post, pre).sumProducts, md: sum(post), dm: sum(pre), dd: post.length },
  };
}

describe('quantile', () => {
  const independent = (count: number): number[][] => Array.from({ length: count }, (_, i) => [(i * 7919) % count]);

  it('of independent uniform observations has the variance p (1 - p) / density squared', () => {
    const { mean, variance, n } = quantileOf(independent(10_000), 0.9);
    expect(n).toBe(10_000);
    expect(mean).toBeCloseTo(8999, 0);
    // The density is 1 / 10,000.
    // Two order statistics give the density to about 1 %.
    expect(variance / (0.9 * 0.1 * 10_000 ** 2)).toBeCloseTo(1, 1);
  });

  it('of observations that come k times each from one unit is as uncertain as of single ones', () => {
    const single = quantileOf(independent(5000), 0.5);
    const repeated = quantileOf(
      independent(5000).map(([value]) => [value!, value!, value!, value!]),
      0.5,
    );
    expect(repeated.n).toBe(single.n);
    // The interval is half as wide and the clustering four times as strong.
    expect(repeated.variance / single.variance).toBeCloseTo(1, 1);
  });

  it('of too few observations has no variance, and none of none', () => {
    expect(quantileOf(independent(30), 0.9).variance).toBe(0);
    expect(quantileOf([[], []], 0.5)).toEqual({ n: 2, mean: 0, variance: 0 });
  });

  it('is the same from the numbers that a store gives', () => {
    const units = independent(400);
    const [lower, upper] = quantileBounds(0.75, 400).map((level) => Math.ceil(level * 400) - 1);
    const counts = pairMomentsOf(
      units.map(([value]) => (value! <= 299 ? 1 : 0)),
      units.map(() => 1),
    );
    const sample = { level: 0.75, estimate: 299, lower: lower!, upper: upper!, units: counts };
    expect(quantile(sample)).toEqual(quantileOf(units, 0.75));
  });
});

describe('post-stratification', () => {
  const stratum = (control: readonly number[], treatment: readonly number[]) => ({
    control: momentsOf(control),
    treatment: momentsOf(treatment),
  });

  it('takes out an imbalance of the strata', () => {
    // The treatment adds 1 in each stratum, but got more of the stratum that has little.
    const low = [0, 1, 2, 1, 0, 2];
    const high = [10, 11, 12, 11, 10, 12];
    const plusOne = (values: readonly number[]): readonly number[] => values.map((value) => value + 1);
    const strata = [stratum(low, plusOne([...low, ...low, ...low])), stratum([...high, ...high], plusOne(high))];
    expect(effectOf(postStratified(strata), 'absolute').estimate).toBeCloseTo(1, 12);
    const plain = {
      control: sampleMean(momentsOf([...low, ...high, ...high])),
      treatment: sampleMean(momentsOf(plusOne([...low, ...low, ...low, ...high]))),
    };
    expect(effectOf(plain, 'absolute').estimate).toBeLessThan(-2);
  });

  it('of one stratum is no stratification, and small strata are taken as one', () => {
    const one = stratum([1, 2, 3, 4, 5, 6], [2, 3, 4, 5, 6, 9]);
    const arms = postStratified([one]);
    expect(arms.control).toEqual(sampleMean(one.control));
    expect(arms.covariance).toBeCloseTo(0, 12);
    const split = [stratum([1, 2], [2, 3]), stratum([3, 4], [4, 5]), stratum([5, 6], [6, 9])];
    expect(postStratified(split)).toEqual(arms);
    expect(() => postStratified([])).toThrow('at least one stratum');
  });

  it('of a ratio with denominators of one is that of the mean', () => {
    const left = [
      [1, 4, 2, 8, 5, 7],
      [3, 4, 2, 9, 5, 6],
    ] as const;
    const right = [
      [21, 24, 22, 28, 25, 27],
      [23, 24, 22, 29, 25, 26, 30],
    ] as const;
    const ones = (values: readonly number[]): PairMoments =>
      pairMomentsOf(
        values,
        values.map(() => 1),
      );
    const means = postStratified([left, right].map(([a, b]) => stratum(a, b)));
    const ratios = postStratifiedRatio([left, right].map(([a, b]) => ({ control: ones(a), treatment: ones(b) })));
    expect(ratios.control.mean).toBeCloseTo(means.control.mean, 10);
    expect(ratios.treatment.variance).toBeCloseTo(means.treatment.variance, 8);
    expect(ratios.covariance).toBeCloseTo(means.covariance ?? NaN, 10);
  });
});
