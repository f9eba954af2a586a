import { normalPpf, normalSf } from './distributions/normal.js';

/** What is known of a metric before the experiment. */
export interface PlannedMetric {
  /** Mean a unit; of a proportion in 0..1. */
  readonly mean: number;
  /** Standard deviation between units. Left out: the metric is a proportion, and its mean says it. */
  readonly deviation?: number;
}

export interface PowerOptions {
  /** Of the two-sided test. @defaultValue 0.05 */
  readonly alpha?: number;
  /** Variants, the control among them; alpha is shared among the others (Bonferroni). @defaultValue 2 */
  readonly variants?: number;
  /** Share of the variance that a covariate explains (CUPED): its squared correlation. @defaultValue 0 */
  readonly explained?: number;
}

export interface PowerTarget extends PowerOptions {
  /** Chance to find the effect if it is there. @defaultValue 0.8 */
  readonly power?: number;
}

/**
 * The chance that Welch's two-sided test finds a relative effect with so many units a variant, by the normal
 * approximation with each variant's own variance. Chow, Shao and Wang, Sample size calculations in clinical research,
 * 2nd edition, sections 3.2.1 and 4.2.1. Throws a RangeError for a metric or effect that cannot be.
 */
export function power(metric: PlannedMetric, effect: number, perVariant: number, options: PowerOptions = {}): number {
  const error = Math.sqrt(variances(metric, effect, options) / perVariant);
  const shift = Math.abs(effect * metric.mean) / error;
  const critical = criticalOf(options);
  return normalSf(critical - shift) + normalSf(critical + shift);
}

/** Units a variant such that the test finds a relative effect with the wanted power. Throws as `power`. */
export function sampleSize(metric: PlannedMetric, effect: number, target: PowerTarget = {}): number {
  if (effect === 0) throw new RangeError('No number of units finds an effect of 0: give the smallest that matters.');
  const { power: wanted = 0.8 } = target;
  const reach = criticalOf(target) + normalPpf(wanted);
  const units = (reach ** 2 * variances(metric, effect, target)) / (effect * metric.mean) ** 2;
  return Math.max(2, Math.ceil(units));
}

/** The smallest relative rise that so many units a variant find with the wanted power; Infinity where none is. */
export function minimumDetectableEffect(metric: PlannedMetric, perVariant: number, target: PowerTarget = {}): number {
  const { power: wanted = 0.8 } = target;
  let low = 0;
  // A proportion cannot rise above 1.
  let high = metric.deviation === undefined ? 1 / metric.mean - 1 : 1;
  if (metric.deviation === undefined) {
    if (power(metric, high, perVariant, target) < wanted) return Infinity;
  } else {
    while (power(metric, high, perVariant, target) < wanted) high *= 2;
  }
  while (high - low > 1e-12 * high) {
    const middle = (low + high) / 2;
    if (power(metric, middle, perVariant, target) < wanted) low = middle;
    else high = middle;
  }
  return high;
}

function criticalOf({ alpha = 0.05, variants = 2 }: PowerOptions): number {
  return normalPpf(1 - alpha / (2 * (variants - 1)));
}

/** The sum of both variants' variances a unit. */
function variances({ mean, deviation }: PlannedMetric, effect: number, { explained = 0 }: PowerOptions): number {
  if (mean === 0) throw new RangeError('An effect relative to a mean of 0 means nothing: plan on another metric.');
  const left = 1 - explained;
  if (deviation !== undefined) return 2 * left * deviation * deviation;
  const raised = mean * (1 + effect);
  if (!(mean > 0 && mean < 1 && raised >= 0 && raised <= 1)) {
    throw new RangeError(`A proportion lies in 0..1, and ${mean} with an effect of ${effect} gives ${raised}.`);
  }
  return left * (mean * (1 - mean) + raised * (1 - raised));
}
