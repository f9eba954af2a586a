import { studentPpf, studentSf } from '../distributions/student-t.js';
import type { Arms } from '../statistics/statistic.js';
import { effectOf, type Difference, type EffectError } from './effect.js';

/** How a frequentist test looks at two variants. */
export interface TestOptions {
  /** @defaultValue 'relative' */
  readonly difference?: Difference;
  /** One minus the interval's level. @defaultValue 0.05 */
  readonly alpha?: number;
}

/** What a frequentist test found. */
export interface TestResult {
  /** Treatment less control; relative: 0.02 is 2 % more. */
  readonly effect: number;
  readonly standardError: number;
  readonly interval: readonly [low: number, high: number];
  /** Two-sided, of "no difference". */
  readonly pValue: number;
  /** Where it is not null there was nothing to test: no effect, an endless interval and p = 1. */
  readonly error: EffectError | null;
}

/**
 * Welch's t-test, two-sided, for an experiment that is looked at once, at a size that was planned. Looked at again and
 * again it finds differences where there are none: see `sequentialTest`.
 */
export function tTest(arms: Arms, { difference = 'relative', alpha = 0.05 }: TestOptions = {}): TestResult {
  const { estimate, standardError, degreesOfFreedom, error } = effectOf(arms, difference);
  if (error !== null) return untested(error);
  const halfWidth = studentPpf(1 - alpha / 2, degreesOfFreedom) * standardError;
  return {
    effect: estimate,
    standardError,
    interval: [estimate - halfWidth, estimate + halfWidth],
    pValue: 2 * studentSf(Math.abs(estimate / standardError), degreesOfFreedom),
    error,
  };
}

/** The result where there is nothing to test. */
export function untested(error: EffectError): TestResult {
  return { effect: 0, standardError: 0, interval: [-Infinity, Infinity], pValue: 1, error };
}
