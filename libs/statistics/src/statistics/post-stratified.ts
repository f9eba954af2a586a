import { addMoments, addPairMoments, covarianceOf, varianceOf, type Moments, type PairMoments } from '../moments.js';
import { sampleMean } from './sample-mean.js';
import type { Arms, Statistic } from './statistic.js';

/** One stratum: the units of one value of an attribute that was known before the experiment. */
export interface Stratum<M> {
  readonly control: M;
  readonly treatment: M;
}

/**
 * Means of strata, weighted by the strata's shares of both variants' units, so that a chance imbalance of, say, mobile
 * shoppers between the variants does not show as an effect. Miratrix, Sekhon and Yu, Adjusting treatment effect
 * estimates by post-stratification in randomized experiments, JRSS B 75, 2013; the shares themselves count as drawn
 * from the population, which ties the two means together. Strata with fewer than `SPARSE` units in a variant are taken
 * as one.
 */
export function postStratified(strata: readonly Stratum<Moments>[]): Arms {
  return combine(
    merged(strata, addMoments).map(({ control, treatment }) => ({
      control: sampleMean(control),
      treatment: sampleMean(treatment),
    })),
  );
}

/** The same of a ratio: numerator and denominator are each weighted, and the ratio is linear in them to first order. */
export function postStratifiedRatio(strata: readonly Stratum<PairMoments>[]): Arms {
  const whole = merged(strata, addPairMoments);
  const weights = sharesOf(whole);
  const control = linearised(
    whole.map((stratum) => stratum.control),
    weights,
  );
  const treatment = linearised(
    whole.map((stratum) => stratum.treatment),
    weights,
  );
  return combine(whole.map((_, k) => ({ control: control[k]!, treatment: treatment[k]! })));
}

/** Units of a variant below which a stratum's variance is not to be relied upon. */
const SPARSE = 5;

interface Counted {
  readonly n: number;
}

function combine(strata: readonly Arms[]): Arms {
  const weights = sharesOf(strata);
  const total = unitsOf(strata);
  const control = meanOf(
    strata.map((stratum) => stratum.control),
    weights,
  );
  const treatment = meanOf(
    strata.map((stratum) => stratum.treatment),
    weights,
  );
  // What varies with the shares of the strata varies in both means alike.
  const between = (one: Side, other: Side): number =>
    strata.reduce(
      (sum, stratum, k) => sum + weights[k]! * (stratum[one].mean - mean[one]) * (stratum[other].mean - mean[other]),
      0,
    ) / total;
  const mean = { control: control.mean, treatment: treatment.mean };
  const side = (one: Side, { n, ofMean }: { n: number; ofMean: number }): Statistic => ({
    n,
    mean: mean[one],
    variance: n * (ofMean + between(one, one)),
  });
  return {
    control: side('control', control),
    treatment: side('treatment', treatment),
    covariance: between('control', 'treatment'),
  };
}

type Side = 'control' | 'treatment';

function meanOf(
  strata: readonly Statistic[],
  weights: readonly number[],
): { readonly n: number; readonly mean: number; readonly ofMean: number } {
  let n = 0;
  let mean = 0;
  let ofMean = 0;
  strata.forEach((stratum, k) => {
    n += stratum.n;
    mean += weights[k]! * stratum.mean;
    if (stratum.n > 0) ofMean += (weights[k]! ** 2 * stratum.variance) / stratum.n;
  });
  return { n, mean, ofMean };
}

/** Each stratum's ratio as a mean that is linear in numerator and denominator around the whole variant's ratio. */
function linearised(strata: readonly PairMoments[], weights: readonly number[]): readonly Statistic[] {
  const weighted = (valueOf: (moments: PairMoments) => number): number =>
    strata.reduce((sum, moments, k) => sum + (moments.n > 0 ? (weights[k]! * valueOf(moments)) / moments.n : 0), 0);
  const denominator = weighted(({ d }) => d.sum);
  if (denominator === 0) return strata.map(({ n }) => ({ n, mean: 0, variance: 0 }));
  const whole = weighted(({ m }) => m.sum) / denominator;
  return strata.map((moments) => {
    const { n, m, d } = moments;
    const variance = varianceOf(n, m) - 2 * whole * covarianceOf(moments) + whole ** 2 * varianceOf(n, d);
    const off = n > 0 ? (m.sum - whole * d.sum) / n : 0;
    return { n, mean: whole + off / denominator, variance: variance / denominator ** 2 };
  });
}

/** Strata that are large enough in both variants, and the rest as one; where that is sparse too, it joins the largest. */
function merged<M extends Counted>(strata: readonly Stratum<M>[], add: (one: M, other: M) => M): readonly Stratum<M>[] {
  if (strata.length === 0) throw new RangeError('Post-stratification needs at least one stratum.');
  const join = (one: Stratum<M>, other: Stratum<M>): Stratum<M> => ({
    control: add(one.control, other.control),
    treatment: add(one.treatment, other.treatment),
  });
  const large = strata.filter((stratum) => !isSparse(stratum)).sort((a, b) => unitsOf([a]) - unitsOf([b]));
  const sparse = strata.filter(isSparse);
  if (sparse.length === 0) return large;
  const rest = sparse.reduce(join);
  const largest = large.pop();
  if (largest === undefined) return [rest];
  return isSparse(rest) ? [...large, join(largest, rest)] : [...large, largest, rest];
}

function isSparse({ control, treatment }: Stratum<Counted>): boolean {
  return control.n < SPARSE || treatment.n < SPARSE;
}

function unitsOf(strata: readonly Stratum<Counted>[]): number {
  return strata.reduce((sum, { control, treatment }) => sum + control.n + treatment.n, 0);
}

function sharesOf(strata: readonly Stratum<Counted>[]): readonly number[] {
  const total = unitsOf(strata);
  return strata.map((stratum) => (total === 0 ? 0 : unitsOf([stratum]) / total));
}
