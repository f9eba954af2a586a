import { logBeta } from './log-gamma.js';

/**
 * The regularized incomplete beta function I_x(a, b), by Lentz's continued fraction (Press et al., Numerical Recipes,
 * 3rd edition, section 6.4). Small values keep their relative accuracy, as p-values in the tails need.
 *
 * @param x in 0..1
 * @param a above 0
 * @param b above 0
 * @param complement 1 - x, for a caller that knows it better than by subtracting
 */
export function regularizedBeta(x: number, a: number, b: number, complement = 1 - x): number {
  if (x <= 0) return 0;
  if (complement <= 0) return 1;
  // Each logarithm is taken of whichever of x and 1 - x is exact.
  const logX = x < 0.5 ? Math.log(x) : Math.log1p(-complement);
  const logRest = complement < 0.5 ? Math.log(complement) : Math.log1p(-x);
  const front = Math.exp(a * logX + b * logRest - logBeta(a, b));
  // The fraction converges fast only on this side of the mean; the other side follows from symmetry.
  if (x < (a + 1) / (a + b + 2)) return (front * continuedFraction(x, a, b)) / a;
  return 1 - (front * continuedFraction(complement, b, a)) / b;
}

function continuedFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 100_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / awayFromZero(1 + even * d);
    c = awayFromZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / awayFromZero(1 + odd * d);
    c = awayFromZero(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return fraction;
}

function awayFromZero(value: number): number {
  return Math.abs(value) < 1e-300 ? 1e-300 : value;
}
