import { seededRandom } from '@weir/evaluation';
import { momentsOf } from '../moments.js';
import {
  adaptivelyWeightedDifference,
  adaptivelyWeightedMean,
  type BanditBatch,
  inverseWeightedMean,
  naiveMean,
  selfNormalisedMean,
} from './corrected-means.js';
import { simulateBandit } from './simulate.js';

const all = [naiveMean, inverseWeightedMean, selfNormalisedMean];

describe('corrected means', () => {
  it('are what the sums over units give, written out unit by unit', () => {
    const random = seededRandom(3);
    const batchWeights = [
      [0.5, 0.5],
      [0.8, 0.2],
      [0.3, 0.7],
    ];
    const units = batchWeights.map((weights) =>
      Array.from({ length: 50 }, () => ({ variant: random() < weights[0]! ? 0 : 1, value: random() * 3 })),
    );
    const batches: BanditBatch[] = units.map((batch, at) => ({
      weights: batchWeights[at]!,
      arms: [0, 1].map((variant) =>
        momentsOf(batch.filter((each) => each.variant === variant).map(({ value }) => value)),
      ),
    }));
    const scores: { score: number; share: number }[] = [];
    const weighted: number[] = [];
    units.forEach((batch, at) => {
      const weight = batchWeights[at]![1]!;
      const seen = units
        .slice(0, at)
        .flat()
        .filter(({ variant }) => variant === 1)
        .map(({ value }) => value);
      const expected = seen.length === 0 ? 0 : seen.reduce(plus) / seen.length;
      for (const { variant, value } of batch) {
        weighted.push(variant === 1 ? value / weight : 0);
        scores.push({ score: expected + (variant === 1 ? (value - expected) / weight : 0), share: Math.sqrt(weight) });
      }
    });
    const ipw = inverseWeightedMean(batches, { arm: 1 });
    expect(ipw.mean).toBeCloseTo(weighted.reduce(plus) / 150, 12);
    expect(ipw.standardError).toBeCloseTo(
      Math.sqrt(weighted.map((each) => (each - ipw.mean) ** 2).reduce(plus) / 150 / 150),
      12,
    );
    const bottom = scores.map(({ share }) => share).reduce(plus);
    const adaptive = adaptivelyWeightedMean(batches, { arm: 1 });
    expect(adaptive.mean).toBeCloseTo(scores.map(({ share, score }) => share * score).reduce(plus) / bottom, 12);
    expect(adaptive.standardError).toBeCloseTo(
      Math.sqrt(scores.map(({ share, score }) => (share * (score - adaptive.mean)) ** 2).reduce(plus)) / bottom,
      12,
    );
  });

  it('agree with the plain mean where the weights never changed', () => {
    const random = seededRandom(5);
    const values = Array.from({ length: 2000 }, () => random());
    const batch = { weights: [0.5, 0.5], arms: [momentsOf(values), momentsOf(values.map((value) => value + 1))] };
    for (const estimate of all) {
      expect(estimate([batch], { arm: 1 }).mean).toBeCloseTo(naiveMean([batch], { arm: 1 }).mean, 12);
    }
    const later = adaptivelyWeightedMean([batch, batch, batch], { arm: 1 });
    expect(Math.abs(later.mean - naiveMean([batch], { arm: 1 }).mean)).toBeLessThan(1e-9);
    expect(adaptivelyWeightedDifference([batch, batch], { arm: 1, baseline: 0 }).mean).toBeCloseTo(1, 9);
  });

  it('refuses a batch without weights, and a weight of 0', () => {
    const arms = [momentsOf([1, 2]), momentsOf([1, 2])];
    expect(() => inverseWeightedMean([{ weights: [1], arms }], { arm: 1 })).toThrow('Batch 0 has no variant 1');
    expect(() => inverseWeightedMean([{ weights: [1, 0], arms }], { arm: 1 })).toThrow('above 0');
  });
});

describe('simulateBandit', () => {
  const scenario = { batches: 10, batchSize: 200, floor: 0.05, runs: 150, seed: 4 };

  it('without a better variant the naive mean is too low, and the weighted ones are not', () => {
    const { arms } = simulateBandit({ ...scenario, rates: [0.2, 0.2, 0.2] });
    const bias = (name: 'naive' | 'adaptive' | 'ipw'): number =>
      arms.map(({ estimates }) => estimates[name].bias).reduce(plus) / arms.length;
    expect(bias('naive')).toBeLessThan(-0.002);
    expect(Math.abs(bias('ipw'))).toBeLessThan(0.002);
    expect(Math.abs(bias('adaptive'))).toBeLessThan(0.75 * Math.abs(bias('naive')));
    for (const { estimates } of arms) expect(estimates.adaptive.coverage).toBeGreaterThan(0.91);
  }, 120_000);

  it('with a better variant the bandit loses less than a fixed split', () => {
    const { regret, fixedRegret, arms } = simulateBandit({ ...scenario, runs: 40, rates: [0.1, 0.2] });
    expect(fixedRegret).toBeCloseTo(10 * 200 * 0.05, 6);
    expect(regret).toBeLessThan(fixedRegret / 3);
    expect(arms[1]!.share).toBeGreaterThan(0.8);
  }, 120_000);

  it('gives the same report for the same seed', () => {
    const small = { ...scenario, runs: 3, rates: [0.1, 0.2] };
    expect(simulateBandit(small)).toEqual(simulateBandit(small));
    expect(simulateBandit(small).regret).not.toBe(simulateBandit({ ...small, seed: 5 }).regret);
  });
});

function plus(a: number, b: number): number {
  return a + b;
}
