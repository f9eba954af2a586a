import { normalSf } from '../distributions/normal.js';

/** Units that did something, of all. */
export interface Successes {
  readonly n: number;
  readonly sum: number;
}

/**
 * The z-test of two proportions with the variance pooled under "no difference" (Agresti, Categorical Data Analysis,
 * section 3.1.6): the one that textbooks and most calculators print. z is control less treatment by its error; NaN, with
 * p = 1, where nobody or everybody did it.
 */
export function twoProportionZTest(
  control: Successes,
  treatment: Successes,
): { readonly z: number; readonly pValue: number } {
  const pooled = (control.sum + treatment.sum) / (control.n + treatment.n);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / control.n + 1 / treatment.n));
  const z = (control.sum / control.n - treatment.sum / treatment.n) / error;
  return { z, pValue: Number.isNaN(z) ? 1 : 2 * normalSf(Math.abs(z)) };
}
