import { regularizedGammaUpper } from './incomplete-gamma.js';

/** The probability that a chi-square variable with `df` degrees of freedom is above x. */
export function chiSquareSf(x: number, df: number): number {
  return regularizedGammaUpper(df / 2, x / 2);
}
