import { millsRatio, normalCdf, normalPdf, normalPpf } from '../distributions/normal.js';
import type { Arms } from '../statistics/statistic.js';
import { effectOf, type EffectError } from './effect.js';
import type { TestOptions } from './t-test.js';

/** What is believed of the relative effect before any data: a normal distribution. */
export interface Prior {
  readonly mean: number;
  readonly deviation: number;
}

export interface BayesianOptions extends TestOptions {
  /** Of the relative effect, also where the difference is absolute. Flat where it is left out. */
  readonly prior?: Prior;
  /** Whether more of the metric is what is wanted. @defaultValue 'higher' */
  readonly better?: 'higher' | 'lower';
}

/** What is believed of the effect after the data. */
export interface BayesianResult {
  /** The posterior's mean. */
  readonly effect: number;
  /** The posterior's standard deviation. */
  readonly standardError: number;
  /** The central interval that holds the effect with probability 1 - alpha. */
  readonly interval: readonly [low: number, high: number];
  /** The probability that treatment is better. */
  readonly chanceToWin: number;
  /** What is lost, in expectation, by choosing the control or the treatment where the other is better. */
  readonly risk: { readonly control: number; readonly treatment: number };
  /** Where it is not null the data say nothing: no effect, an endless interval and a chance of one half. */
  readonly error: EffectError | null;
}

/**
 * The posterior of the effect, normal prior times normal likelihood. Risk is the expected loss of Stucchio, Bayesian A/B
 * testing at VWO, 2015, of a normal posterior.
 */
export function bayesianTest(
  arms: Arms,
  { difference = 'relative', alpha = 0.05, prior, better = 'higher' }: BayesianOptions = {},
): BayesianResult {
  const { estimate, standardError, baseline, error } = effectOf(arms, difference);
  if (error !== null) return undecided(error);
  const scale = difference === 'relative' ? 1 : Math.abs(baseline);
  const ofData = 1 / standardError ** 2;
  const ofPrior = prior === undefined ? 0 : 1 / (prior.deviation * scale) ** 2;
  const deviation = Math.sqrt(1 / (ofData + ofPrior));
  const mean = (estimate * ofData + (prior?.mean ?? 0) * scale * ofPrior) / (ofData + ofPrior);
  const halfWidth = normalPpf(1 - alpha / 2) * deviation;
  const gain = expectedExcess(mean, deviation);
  const loss = expectedExcess(-mean, deviation);
  const higher = better === 'higher';
  return {
    effect: mean,
    standardError: deviation,
    interval: [mean - halfWidth, mean + halfWidth],
    chanceToWin: normalCdf((higher ? mean : -mean) / deviation),
    risk: higher ? { control: gain, treatment: loss } : { control: loss, treatment: gain },
    error,
  };
}

function undecided(error: EffectError): BayesianResult {
  const risk = { control: 0, treatment: 0 };
  return { effect: 0, standardError: 0, interval: [-Infinity, Infinity], chanceToWin: 0.5, risk, error };
}

/** The mean of max(X, 0) for a normal X. */
function expectedExcess(mean: number, deviation: number): number {
  const z = mean / deviation;
  // Far below 0 the two terms of the formula cancel; what is left of them comes from Mills' ratio.
  if (z < -3) return deviation * normalPdf(z) * (1 + z * millsRatio(-z));
  return deviation * (normalPdf(z) + z * normalCdf(z));
}
