import type { Moments } from '../moments.js';

/**
 * What is believed of a variant's mean after its data, on a scale that keeps the order of means: all posteriors that are
 * compared must be of one kind.
 */
export interface Posterior {
  /** The scale: `angle` is asin(sqrt(rate)), on which a beta density has no pole and a width that knows no rate. */
  readonly scale: 'angle' | 'plain';
  readonly centre: number;
  readonly width: number;
  /** Log density on the scale, up to a constant. */
  readonly logDensity: (x: number) => number;
}

/**
 * Beta posterior of a rate after `successes` of `n` units. Flat by default.
 *
 * @param prior pseudo-counts of successes and failures, each at least 0.5 (Jeffreys)
 */
export function betaPosterior(
  { n, successes }: { readonly n: number; readonly successes: number },
  prior: { readonly successes: number; readonly failures: number } = { successes: 1, failures: 1 },
): Posterior {
  const a = successes + prior.successes;
  const b = n - successes + prior.failures;
  if (!(a >= 0.5 && b >= 0.5)) {
    throw new RangeError(
      `A beta posterior of ${successes} successes in ${n} has parameters ${a} and ${b}: successes must lie in 0..n, and a prior adds at least 0.5 to each.`,
    );
  }
  return {
    scale: 'angle',
    centre: Math.asin(Math.sqrt(a / (a + b))),
    width: 1 / (2 * Math.sqrt(a + b + 1)),
    logDensity: (angle) => {
      const sine = Math.sin(angle) ** 2;
      return (a - 0.5) * Math.log(sine) + (b - 0.5) * Math.log1p(-sine);
    },
  };
}

/**
 * Normal posterior of a mean, its variance taken from the sample: with no prior, the sample's mean and its standard error.
 * Needs two units with different values.
 *
 * @param prior mean and standard deviation of what was believed before
 */
export function normalPosterior(
  { n, sum, sumSquares }: Moments,
  prior?: { readonly mean: number; readonly deviation: number },
): Posterior {
  const mean = sum / n;
  const errorSquared = (sumSquares - n * mean * mean) / (n - 1) / n;
  if (!(n >= 2 && errorSquared > 0)) {
    throw new RangeError(`A normal posterior needs two units with different values, but got ${n} with no spread.`);
  }
  const priorWeight = prior === undefined ? 0 : 1 / prior.deviation ** 2;
  const precision = 1 / errorSquared + priorWeight;
  const centre = (mean / errorSquared + (prior?.mean ?? 0) * priorWeight) / precision;
  return {
    scale: 'plain',
    centre,
    width: 1 / Math.sqrt(precision),
    logDensity: (x) => -0.5 * precision * (x - centre) ** 2,
  };
}
