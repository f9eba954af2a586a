import { seededRandom } from '@weir/evaluation';
import { agreement } from './agreement.js';
import { doublyRobust, inversePropensity, onPolicyValue, selfNormalised } from './estimators.js';
import { loggedPolicy } from './logged-policy.js';
import { overlap } from './overlap.js';
import type { LoggedRound, Policy } from './rounds.js';

// Two positions, four items; the logging policy favours item 0, the policy to estimate item 3.
const logging: Policy = [
  [0.7, 0.1, 0.1, 0.1],
  [0.4, 0.3, 0.2, 0.1],
];
const target: Policy = [
  [0.1, 0.1, 0.1, 0.7],
  [0.1, 0.2, 0.3, 0.4],
];
const clickRate = [
  [0.02, 0.05, 0.08, 0.12],
  [0.01, 0.03, 0.05, 0.09],
];
/** Both positions are as frequent. */
const truth = (target as number[][]).flatMap((row, c) => row.map((p, a) => (p * clickRate[c]![a]!) / 2)).reduce(plus);
const estimators = { inversePropensity, selfNormalised, doublyRobust };

describe('off-policy estimators', () => {
  it.each(Object.entries(estimators))(
    '%s is unbiased, and its 95 %% interval holds the truth in 95 %% of logs',
    (_, of) => {
      const random = seededRandom(11);
      const runs = 400;
      let sum = 0;
      let held = 0;
      let claimed = 0;
      const values: number[] = [];
      for (let run = 0; run < runs; run++) {
        const { value, standardError, low, high } = of(drawLog(1500, random), target);
        sum += value;
        values.push(value);
        claimed += standardError ** 2 / runs;
        if (low <= truth && truth <= high) held++;
      }
      const mean = sum / runs;
      const variance = values.map((value) => (value - mean) ** 2).reduce(plus) / (runs - 1);
      expect(Math.abs(mean - truth)).toBeLessThan(3 * Math.sqrt(variance / runs) + (of === selfNormalised ? 0.001 : 0));
      expect(Math.abs(claimed / variance - 1)).toBeLessThan(0.2);
      expect(held / runs).toBeGreaterThan(0.925);
      expect(held / runs).toBeLessThan(0.98);
    },
  );

  it('the skewness-corrected interval holds where the plain normal one fails: rare clicks of rarely shown items', () => {
    const random = seededRandom(5);
    const rare: Policy = [[0.96, 0.02, 0.01, 0.01]];
    const uniform: Policy = [[0.25, 0.25, 0.25, 0.25]];
    const rates = [[0.02, 0.02, 0.03, 0.02]];
    const value = rates[0]!.reduce(plus) / 4;
    let held = 0;
    let plain = 0;
    const runs = 300;
    for (let run = 0; run < runs; run++) {
      const log = drawLog(3000, random, { policy: rare, rates });
      const estimate = inversePropensity(log, uniform);
      if (estimate.low <= value && value <= estimate.high) held++;
      if (Math.abs(estimate.value - value) <= 1.96 * estimate.standardError) plain++;
    }
    expect(plain / runs).toBeLessThan(0.86);
    expect(held / runs).toBeGreaterThan(plain / runs + 0.03);
  });

  it('is the plain mean, in all three ways, where the policy is the one that logged', () => {
    const log = drawLog(4000, seededRandom(2));
    const mean = log.map(({ reward }) => reward).reduce(plus) / log.length;
    expect(inversePropensity(log, logging).value).toBeCloseTo(mean, 12);
    expect(selfNormalised(log, logging).value).toBeCloseTo(mean, 12);
    expect(onPolicyValue(log).value).toBeCloseTo(mean, 12);
    expect(Math.abs(doublyRobust(log, logging).value - mean)).toBeLessThan(0.002);
  });

  it('doubly robust varies less than inverse propensity', () => {
    const random = seededRandom(3);
    const pairs = Array.from({ length: 200 }, () => drawLog(2000, random)).map((log) => [
      inversePropensity(log, target).standardError,
      doublyRobust(log, target).standardError,
    ]);
    expect(pairs.filter(([weighted, robust]) => robust! < weighted!).length).toBeGreaterThan(190);
  });

  it('refuses a propensity of 0, an action that the policy does not know, and a log without spread of rounds', () => {
    const round = { context: 0, action: 0, propensity: 0.5, reward: 1 };
    expect(() => inversePropensity([round, { ...round, propensity: 0 }], target)).toThrow('must be above 0');
    expect(() => inversePropensity([round, { ...round, action: 9 }], target)).toThrow('no probability for action 9');
    expect(() => inversePropensity([round], target)).toThrow('at least two rounds');
  });
});

describe('loggedPolicy', () => {
  const shape = { contexts: 2, actions: 4 };

  it('is the propensities where they do not change', () => {
    const { policy, readFrom } = loggedPolicy(drawLog(2000, seededRandom(1)), shape);
    expect(readFrom).toBe('propensities');
    expect(policy).toEqual(logging);
  });

  it('is the shares of the rounds where they do, which the mean of the propensities is not', () => {
    const random = seededRandom(4);
    // Half of the traffic is served by each of two policies.
    const log = [...drawLog(20_000, random), ...drawLog(20_000, random, { policy: target, rates: clickRate })];
    const { policy, readFrom } = loggedPolicy(log, shape);
    expect(readFrom).toBe('shares');
    expect(Math.abs(policy[0]![0]! - 0.4)).toBeLessThan(0.015);
    const sized = log
      .filter(({ context, action }) => context === 0 && action === 0)
      .map(({ propensity }) => propensity);
    expect(sized.reduce(plus) / sized.length).toBeGreaterThan(0.6);
  });

  it('refuses a log that never met a context', () => {
    const log = [
      { context: 0, action: 0, propensity: 0.5, reward: 0 },
      { context: 0, action: 0, propensity: 0.4, reward: 0 },
    ];
    expect(() => loggedPolicy(log, shape)).toThrow('no round of context 1');
  });
});

it('overlap: weights average 1 with right propensities, and all rounds count where the policies are one', () => {
  const log = drawLog(5000, seededRandom(8));
  const far = overlap(log, target);
  expect(Math.abs(far.meanWeight - 1)).toBeLessThan(3 * far.meanWeightError);
  expect(far.largestWeight).toBeCloseTo(7, 12);
  expect(far.effectiveRounds).toBeLessThan(2000);
  expect(overlap(log, logging).effectiveRounds).toBeCloseTo(5000, 6);
});

it('agreement: 0 within the interval of the difference of two independent estimates', () => {
  const at = (value: number): { value: number; standardError: number; low: number; high: number } => ({
    value,
    standardError: 3,
    low: 0,
    high: 0,
  });
  expect(agreement(at(10), { ...at(4), standardError: 4 })).toMatchObject({ difference: 6, agree: true });
  expect(agreement(at(10), { ...at(0), standardError: 4 }).pValue).toBeCloseTo(0.04550026, 7);
  expect(agreement(at(10), { ...at(0), standardError: 4 }).agree).toBe(false);
});

function drawLog(
  rounds: number,
  random: () => number,
  { policy, rates }: { policy: Policy; rates: readonly (readonly number[])[] } = { policy: logging, rates: clickRate },
): LoggedRound[] {
  return Array.from({ length: rounds }, () => {
    const context = Math.floor(random() * policy.length);
    const row = policy[context]!;
    let left = random();
    let action = 0;
    while (action < row.length - 1 && left >= row[action]!) left -= row[action++]!;
    const reward = random() < rates[context]![action]! ? 1 : 0;
    return { context, action, propensity: row[action]!, reward };
  });
}

function plus(a: number, b: number): number {
  return a + b;
}
