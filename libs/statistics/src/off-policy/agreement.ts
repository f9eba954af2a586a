import { normalPpf, normalSf } from '../distributions/normal.js';
import type { PolicyValue } from './terms.js';

/** Whether two independent estimates of one value tell the same. */
export interface Agreement {
  readonly difference: number;
  /** Bounds of the normal confidence interval of the difference. */
  readonly low: number;
  readonly high: number;
  /** Two-sided p-value of "they estimate the same value". */
  readonly pValue: number;
  /** The interval of the difference holds 0. */
  readonly agree: boolean;
}

/** Compares a policy's estimated value with the one that its own log gives; the two logs must share no round. */
export function agreement(estimate: PolicyValue, onPolicy: PolicyValue, level = 0.95): Agreement {
  const difference = estimate.value - onPolicy.value;
  const error = Math.hypot(estimate.standardError, onPolicy.standardError);
  const margin = normalPpf((1 + level) / 2) * error;
  const pValue = error === 0 ? Number(difference === 0) : 2 * normalSf(Math.abs(difference) / error);
  return {
    difference,
    low: difference - margin,
    high: difference + margin,
    pValue,
    agree: Math.abs(difference) <= margin,
  };
}
