import { tTest } from '../comparisons/t-test.js';
import { type PairMoments } from '../moments.js';
import { regressionAdjusted } from '../statistics/regression-adjusted.js';
import { sampleMean } from '../statistics/sample-mean.js';
import { normals, type Random } from './draws.js';
import { around, between, type Guarantee, type Simulation } from './guarantee.js';

const UNITS = 400;
const CORRELATION = 0.7;

/** A/A tests with a covariate of known correlation: what CUPED leaves of the effect's variance, and how often it errs. */
export function simulateVarianceReduction({ tests, random, onTest }: Simulation): readonly Guarantee[] {
  const draw = correlatedUnits(random);
  const plainEffects = new Spread();
  const adjustedEffects = new Spread();
  let reported = 0;
  let errs = 0;
  for (let test = 0; test < tests; test++) {
    const moments = { control: draw(), treatment: draw() };
    const plain = tTest(
      {
        control: sampleMean({ n: UNITS, ...moments.control.m }),
        treatment: sampleMean({ n: UNITS, ...moments.treatment.m }),
      },
      { difference: 'absolute' },
    );
    const adjusted = tTest(regressionAdjusted(moments), { difference: 'absolute' });
    plainEffects.add(plain.effect);
    adjustedEffects.add(adjusted.effect);
    reported += (adjusted.standardError / plain.standardError) ** 2 / tests;
    if (adjusted.pValue < 0.05) errs++;
    onTest();
  }
  const left = 1 - CORRELATION ** 2;
  const what = `A/A, ${UNITS} units a variant, correlation ${CORRELATION}: ${left.toFixed(2)} of the variance should be left`;
  // The ratio of two variances that share most of their draws varies by about 2 rho sqrt(left / tests) of itself.
  const noise = 4 * 2 * CORRELATION * left * Math.sqrt(1 / tests);
  const seen = adjustedEffects.variance() / plainEffects.variance();
  return [
    between('CUPED: variance of the effects, adjusted by plain', what, seen, [left - noise, left + noise]),
    between('CUPED: variance that the test reports, adjusted by plain', what, reported, [left - 0.01, left + 0.01]),
    between('CUPED: t-test on adjusted means errs 5 %', what, errs / tests, around(0.05, tests, 0.01)),
  ];
}

function correlatedUnits(random: Random): () => PairMoments {
  const normal = normals(random);
  const rest = Math.sqrt(1 - CORRELATION ** 2);
  return () => {
    const m = { sum: 0, sumSquares: 0 };
    const d = { sum: 0, sumSquares: 0 };
    let sumProducts = 0;
    for (let i = 0; i < UNITS; i++) {
      const before = 5 + normal();
      const after = 5 + CORRELATION * (before - 5) + rest * normal();
      m.sum += after;
      m.sumSquares += after * after;
      d.sum += before;
      d.sumSquares += before * before;
      sumProducts += before * after;
    }
    return { n: UNITS, m, d, sumProducts };
  };
}

/** The variance of numbers that come one by one. */
class Spread {
  private n = 0;
  private sum = 0;
  private sumSquares = 0;

  add(value: number): void {
    this.n++;
    this.sum += value;
    this.sumSquares += value * value;
  }

  variance(): number {
    return (this.sumSquares - this.sum ** 2 / this.n) / (this.n - 1);
  }
}
