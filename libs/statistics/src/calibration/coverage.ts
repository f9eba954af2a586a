import { bayesianTest } from '../comparisons/bayesian-test.js';
import { nonInferiority } from '../comparisons/non-inferiority.js';
import { tTest } from '../comparisons/t-test.js';
import { momentsOf, pairMomentsOf, type Moments, type PairMoments } from '../moments.js';
import { postStratified, type Stratum } from '../statistics/post-stratified.js';
import { quantileOf } from '../statistics/quantile.js';
import { ratio } from '../statistics/ratio.js';
import { sampleMean } from '../statistics/sample-mean.js';
import { drawMoments, exponential, normals, type Random } from './draws.js';
import { around, between, shareOf, type Guarantee, type Simulation } from './guarantee.js';

const LEVEL = 0.95;
const LIFT = 0.1;

/** How often the 95 % interval of each kind of metric holds the effect that was put in. */
export function simulateCoverage(simulation: Simulation): readonly Guarantee[] {
  const { tests, random } = simulation;
  const normal = normals(random);
  const covered = (name: string, what: string, holds: () => boolean, slack = 0.01): Guarantee =>
    between(name, what, shareOf(simulation, holds), around(LEVEL, tests, slack));
  return [
    covered('interval of a mean, absolute', 'skewed, 500 against 250 units of three times the deviation', () => {
      const control = sampleMean(drawMoments(500, () => exponential(random)));
      const treatment = sampleMean(drawMoments(250, () => 3 * normal()));
      return isInside(-1, tTest({ control, treatment }, { difference: 'absolute' }).interval);
    }),
    covered('interval of a mean, relative', 'skewed, 500 units a variant, +10 %', () => {
      const control = sampleMean(drawMoments(500, () => exponential(random)));
      const treatment = sampleMean(drawMoments(500, () => (1 + LIFT) * exponential(random)));
      return isInside(LIFT, tTest({ control, treatment }).interval);
    }),
    covered('interval of a ratio (delta method)', 'clicks by searches, 500 shoppers a variant, +10 %', () => {
      const control = ratio(clicksBySearches(500, 0.3, random));
      const treatment = ratio(clicksBySearches(500, 0.3 * (1 + LIFT), random));
      return isInside(LIFT, tTest({ control, treatment }).interval);
    }),
    covered('interval of post-stratified means', 'two strata of other means and effects, 500 units a variant', () => {
      const strata = drawStrata(500, normal, random);
      return isInside(STRATA_EFFECT, tTest(postStratified(strata), { difference: 'absolute' }).interval);
    }),
    covered(
      'credible interval, informative prior',
      'effects drawn from the prior (0, 0.1), 500 units a variant',
      () => {
        const truth = 0.1 * normal();
        const control = sampleMean(drawMoments(500, () => 1 + 0.5 * normal()));
        const treatment = sampleMean(drawMoments(500, () => 1 + truth + 0.5 * normal()));
        return isInside(truth, bayesianTest({ control, treatment }, { prior: { mean: 0, deviation: 0.1 } }).interval);
      },
    ),
    between(
      'guardrail that is worse by just its margin passes 5 %',
      '-10 % with a margin of 10 %, 500 units a variant',
      shareOf(simulation, () => {
        const control = sampleMean(drawMoments(500, () => 1 + 0.5 * normal()));
        const treatment = sampleMean(drawMoments(500, () => 0.9 + 0.5 * normal()));
        return nonInferiority({ control, treatment }, { margin: 0.1, better: 'higher' }).verdict === 'non-inferior';
      }),
      around(0.05, tests, 0.01),
    ),
  ];
}

/** The same of a quantile, whose observations must be sorted: fewer experiments in the same time. */
export function simulateQuantileCoverage(simulation: Simulation): Guarantee {
  const { tests, random } = simulation;
  const draw = (scale: number): readonly number[][] =>
    Array.from({ length: 400 }, () => {
      // Shoppers have slow and fast connections, so that one's searches are alike.
      const pace = scale * (0.5 + random());
      return Array.from({ length: 1 + Math.floor(5 * random()) }, () => pace * (1 + exponential(random)));
    });
  const measured = shareOf(simulation, () => {
    const arms = { control: quantileOf(draw(1), 0.9), treatment: quantileOf(draw(1 + LIFT), 0.9) };
    return isInside(LIFT, tTest(arms).interval);
  });
  const what = 'p90 of latency, 400 shoppers a variant with 1 to 5 searches each, +10 %';
  return between('interval of a quantile, clustered by unit', what, measured, around(LEVEL, tests, 0.02));
}

function isInside(truth: number, [low, high]: readonly [number, number]): boolean {
  return truth >= low && truth <= high;
}

/** Searches of a shopper who clicks more or less than others: the mean rate is that of all shoppers' searches. */
function clicksBySearches(shoppers: number, rate: number, random: Random): PairMoments {
  const clicks: number[] = [];
  const searches: number[] = [];
  for (let i = 0; i < shoppers; i++) {
    const habit = rate * (0.5 + random());
    const count = 1 + Math.floor(3 * exponential(random));
    let clicked = 0;
    for (let search = 0; search < count; search++) if (random() < habit) clicked++;
    clicks.push(clicked);
    searches.push(count);
  }
  return pairMomentsOf(clicks, searches);
}

/** One unit in three is mobile, buys less and gains less: the mean effect is 2/3 of 0.3 and 1/3 of 0.1. */
const STRATA_EFFECT = 0.7 / 3;

function drawStrata(units: number, normal: () => number, random: Random): readonly Stratum<Moments>[] {
  const arm = (isTreated: boolean): { desktop: Moments; mobile: Moments } => {
    const values: { desktop: number[]; mobile: number[] } = { desktop: [], mobile: [] };
    for (let i = 0; i < units; i++) {
      if (random() < 1 / 3) values.mobile.push(1 + (isTreated ? 0.1 : 0) + normal());
      else values.desktop.push(3 + (isTreated ? 0.3 : 0) + normal());
    }
    return { desktop: momentsOf(values.desktop), mobile: momentsOf(values.mobile) };
  };
  const control = arm(false);
  const treatment = arm(true);
  return [
    { control: control.desktop, treatment: treatment.desktop },
    { control: control.mobile, treatment: treatment.mobile },
  ];
}
