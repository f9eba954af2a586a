import { seededRandom } from '@weir/evaluation';
import { tTest } from '../comparisons/t-test.js';
import { pairMomentsOf } from '../moments.js';
import { ratio } from '../statistics/ratio.js';
import { allocate } from './allocation.js';
import { selfNormalisedMean } from './corrected-means.js';
import { selfNormalisedRatio, type WeightedBatch } from './weighted-ratio.js';

/** A mean's moments: `n` units of 0 and 1. */
function counted(n: number, successes: number): WeightedBatch['moments'] {
  return { n, m: { sum: successes, sumSquares: successes }, d: { sum: n, sumSquares: n }, sumProducts: successes };
}

interface Scenario {
  /** Rate of each arm in a batch. */
  readonly rates: (batch: number) => readonly [number, number];
  readonly runs: number;
  readonly seed: number;
}

const batches = 8;
const batchSize = 400;

/** A bandit of two arms and eight batches, read at its end, weighed and not. */
function simulate({ rates, runs, seed }: Scenario) {
  const random = seededRandom(seed);
  const tally = { wrong: 0, unweighedWrong: 0, covered: 0, error: 0, unweighedError: 0 };
  for (let run = 0; run < runs; run++) {
    const totals = [counted(0, 0), counted(0, 0)];
    const history: (readonly [WeightedBatch, WeightedBatch])[] = [];
    for (let batch = 0; batch < batches; batch++) {
      const arms = totals.map(({ n, m }) => ({ n, ...m }));
      const { weights } = allocate(arms, { kind: 'rate', floor: 0.1 });
      const drawn = [0, 0];
      const successes = [0, 0];
      for (let unit = 0; unit < batchSize; unit++) {
        const arm = random() < weights[0]! ? 0 : 1;
        drawn[arm]! += 1;
        if (random() < rates(batch)[arm]) successes[arm]! += 1;
      }
      const both = [0, 1].map((arm) => ({ weight: weights[arm]!, moments: counted(drawn[arm]!, successes[arm]!) }));
      history.push([both[0]!, both[1]!]);
      [0, 1].forEach(
        (arm) => (totals[arm] = counted(totals[arm]!.n + drawn[arm]!, totals[arm]!.m.sum + successes[arm]!)),
      );
    }
    const truth =
      Array.from({ length: batches }, (_, batch) => rates(batch)[1] - rates(batch)[0]).reduce((a, b) => a + b) /
      batches;
    const [control, treatment] = [0, 1].map((arm) => selfNormalisedRatio(history.map((batch) => batch[arm]!)));
    const weighed = tTest({ control: control!, treatment: treatment! }, { difference: 'absolute' });
    const plain = tTest({ control: ratio(totals[0]!), treatment: ratio(totals[1]!) }, { difference: 'absolute' });
    if (weighed.pValue < 0.05) tally.wrong++;
    if (plain.pValue < 0.05) tally.unweighedWrong++;
    if (weighed.interval[0] <= truth && truth <= weighed.interval[1]) tally.covered++;
    tally.error += (weighed.effect - truth) / runs;
    tally.unweighedError += (plain.effect - truth) / runs;
  }
  return {
    ...tally,
    wrong: tally.wrong / runs,
    unweighedWrong: tally.unweighedWrong / runs,
    covered: tally.covered / runs,
  };
}

describe('selfNormalisedRatio', () => {
  it('is the plain ratio where weights never changed, and the self-normalised mean where the denominator is 1', () => {
    const random = seededRandom(2);
    const moments = Array.from({ length: 3 }, () => {
      const d = Array.from({ length: 300 }, () => 1 + Math.floor(random() * 4));
      return pairMomentsOf(
        d.map((searches) => Math.floor(random() * (searches + 1))),
        d,
      );
    });
    const even = selfNormalisedRatio(moments.map((each) => ({ weight: 0.5, moments: each })));
    const all = ratio(pairMomentsOf([], []));
    expect(all.n).toBe(0);
    const whole = moments.reduce((a, b) => ({
      n: a.n + b.n,
      m: { sum: a.m.sum + b.m.sum, sumSquares: a.m.sumSquares + b.m.sumSquares },
      d: { sum: a.d.sum + b.d.sum, sumSquares: a.d.sumSquares + b.d.sumSquares },
      sumProducts: a.sumProducts + b.sumProducts,
    }));
    expect(even.mean).toBeCloseTo(ratio(whole).mean, 12);
    expect(even.variance / ratio(whole).variance).toBeCloseTo(1, 2);

    const rates = [counted(200, 30), counted(500, 60)];
    const weights = [0.3, 0.8];
    const found = selfNormalisedRatio(rates.map((each, at) => ({ weight: weights[at]!, moments: each })));
    const mean = selfNormalisedMean(
      rates.map(({ n, m }, at) => ({ weights: [weights[at]!], arms: [{ n, ...m }] })),
      { arm: 0 },
    );
    expect(found.mean).toBeCloseTo(mean.mean, 12);
    expect(Math.sqrt(found.variance / found.n)).toBeCloseTo(mean.standardError, 12);
  });

  it('says nothing of nobody, and refuses a weight of 0', () => {
    expect(selfNormalisedRatio([])).toEqual({ n: 0, mean: 0, variance: 0 });
    expect(() => selfNormalisedRatio([{ weight: 0, moments: counted(1, 1) }])).toThrow('above 0');
  });
});

describe('a bandit’s comparison, weighed', () => {
  it('keeps its error rate where nothing differs', () => {
    const { wrong, covered } = simulate({ rates: () => [0.2, 0.2], runs: 500, seed: 11 });
    // Three standard errors of five hundred runs around 5 %.
    expect(wrong).toBeGreaterThan(0.02);
    expect(wrong).toBeLessThan(0.08);
    expect(covered).toBe(1 - wrong);
  }, 120_000);

  it('covers the truth where one arm is better, and where behaviour changes from batch to batch', () => {
    const better = simulate({ rates: () => [0.15, 0.2], runs: 200, seed: 12 });
    expect(better.covered).toBeGreaterThan(0.9);
    expect(Math.abs(better.error)).toBeLessThan(0.004);
    // The shop sells more and more: the arm with the later units would seem better than it is.
    const drift = simulate({ rates: (batch) => [0.1 + 0.03 * batch, 0.14 + 0.03 * batch], runs: 200, seed: 13 });
    expect(drift.covered).toBeGreaterThan(0.9);
    expect(Math.abs(drift.error)).toBeLessThan(0.004);
    expect(drift.unweighedError).toBeGreaterThan(0.015);
  }, 120_000);
});
