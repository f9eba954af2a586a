import type { Arms } from '../statistics/statistic.js';
import { effectOf } from './effect.js';
import { untested, type TestOptions, type TestResult } from './t-test.js';

export interface SequentialOptions extends TestOptions {
  /** Units of both variants at which the interval is tightest for its kind. @defaultValue 5000 */
  readonly tuning?: number;
}

/**
 * A test that may be looked at after every event and stopped at any time: the interval is one of an asymptotic
 * confidence sequence, which holds the truth at all times at once with probability 1 - alpha, and the p-value never
 * dips below alpha by chance more often than alpha. Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, Time-uniform
 * central limit theory and asymptotic confidence sequences, arXiv 2103.06476v7, equations 9, 155 and 161.
 */
export function sequentialTest(
  arms: Arms,
  { difference = 'relative', alpha = 0.05, tuning = DEFAULT_TUNING }: SequentialOptions = {},
): TestResult {
  const { estimate, standardError, n, error } = effectOf(arms, difference);
  if (error !== null) return untested(error);
  const halfWidth = standardError * sequentialCritical(n, { alpha, tuning });
  return {
    effect: estimate,
    standardError,
    interval: [estimate - halfWidth, estimate + halfWidth],
    pValue: sequentialPValue(estimate / standardError, n, { alpha, tuning }),
    error,
  };
}

/** How a sequence is tuned: the test's alpha, and `tuning` of `SequentialOptions`. */
export interface SequenceTuning {
  readonly alpha: number;
  readonly tuning?: number;
}

/** How many standard errors the sequence's interval reaches to each side at n units of both variants. */
export function sequentialCritical(n: number, { alpha, tuning = DEFAULT_TUNING }: SequenceTuning): number {
  const mixing = mixingPrecision(alpha, tuning) * n;
  return Math.sqrt((2 * (mixing + 1) * (0.5 * Math.log1p(mixing) - Math.log(alpha))) / mixing);
}

/** The always-valid two-sided p-value of an estimate z standard errors from what is tested, at n units. */
export function sequentialPValue(z: number, n: number, { alpha, tuning = DEFAULT_TUNING }: SequenceTuning): number {
  const mixing = mixingPrecision(alpha, tuning) * n;
  const logEvidence = (mixing * z * z) / (2 * (1 + mixing)) - 0.5 * Math.log1p(mixing);
  return Math.min(1, Math.exp(-logEvidence));
}

const DEFAULT_TUNING = 5000;

/** The square of rho, such that the interval is tightest at `tuning` units: equation 161. */
function mixingPrecision(alpha: number, tuning: number): number {
  const twice = -2 * Math.log(alpha);
  return (twice + Math.log(twice + 1)) / tuning;
}
