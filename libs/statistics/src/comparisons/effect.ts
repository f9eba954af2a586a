import type { Arms, Statistic } from '../statistics/statistic.js';

/** As a share of the control's mean, or in the metric's own unit. */
export type Difference = 'relative' | 'absolute';

/** Why two variants cannot be compared, in gbstats' words: a variant is empty, does not vary, or its baseline is 0. */
export type EffectError = 'NO_UNITS_IN_VARIATION' | 'ZERO_NEGATIVE_VARIANCE' | 'ZERO_NEGATIVE_BASELINE_VARIATION';

/** How much treatment differs from control, before any test. */
export interface Effect {
  readonly estimate: number;
  readonly standardError: number;
  /** Welch and Satterthwaite's. */
  readonly degreesOfFreedom: number;
  /** Units of both variants. */
  readonly n: number;
  /** The control's mean before any adjustment. */
  readonly baseline: number;
  /** Where it is not null the other numbers say nothing: estimate and standard error are 0. */
  readonly error: EffectError | null;
}

/**
 * The difference of two variants with its standard error. A relative one is divided by the control's unadjusted mean,
 * whose own error counts (delta method). With a covariate, its gradient is taken at the unadjusted difference, as
 * gbstats does for means.
 */
export function effectOf(arms: Arms, difference: Difference): Effect {
  const { control, treatment } = arms;
  const baseline = unadjustedOf(control).mean;
  const n = control.n + treatment.n;
  const failed = (error: EffectError): Effect => ({
    estimate: 0,
    standardError: 0,
    degreesOfFreedom: 0,
    n,
    baseline,
    error,
  });
  if (control.n === 0 || treatment.n === 0) return failed('NO_UNITS_IN_VARIATION');
  if (difference === 'relative' && baseline === 0) return failed('ZERO_NEGATIVE_BASELINE_VARIATION');
  if (!(control.variance > 0 && treatment.variance > 0)) return failed('ZERO_NEGATIVE_VARIANCE');
  const absolute = treatment.mean - control.mean;
  const variance = difference === 'relative' ? relativeVariance(arms) : absoluteVariance(arms);
  if (!(variance > 0)) return failed('ZERO_NEGATIVE_VARIANCE');
  return {
    estimate: difference === 'relative' ? absolute / baseline : absolute,
    standardError: Math.sqrt(variance),
    degreesOfFreedom: welchDegreesOfFreedom(control, treatment),
    n,
    baseline,
    error: null,
  };
}

function unadjustedOf(statistic: Statistic): NonNullable<Statistic['unadjusted']> {
  const { mean, variance } = statistic;
  return statistic.unadjusted ?? { mean, variance, covariance: variance };
}

function absoluteVariance({ control, treatment, covariance = 0 }: Arms): number {
  return treatment.variance / treatment.n + control.variance / control.n - 2 * covariance;
}

function relativeVariance({ control, treatment, covariance = 0 }: Arms): number {
  const before = unadjustedOf(control);
  const lift = (unadjustedOf(treatment).mean - before.mean) / before.mean;
  const ofControl = control.variance + 2 * lift * before.covariance + lift * lift * before.variance;
  const sum = treatment.variance / treatment.n + ofControl / control.n - 2 * (1 + lift) * covariance;
  return sum / (before.mean * before.mean);
}

/** Welch, The generalization of "Student's" problem, Biometrika 34, 1947. */
function welchDegreesOfFreedom(control: Statistic, treatment: Statistic): number {
  const a = control.variance / control.n;
  const b = treatment.variance / treatment.n;
  return (a + b) ** 2 / (a ** 2 / (control.n - 1) + b ** 2 / (treatment.n - 1));
}
