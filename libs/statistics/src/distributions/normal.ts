/** The standard normal density at z. */
export function normalPdf(z: number): number {
  return Math.exp(-0.5 * z * z) / SQRT_TWO_PI;
}

/** The probability that a standard normal variable is at most z, accurate in the lower tail. */
export function normalCdf(z: number): number {
  return normalSf(-z);
}

/**
 * The probability that a standard normal variable is above z, with a relative error of about 1e-13 down to 1e-300. Near 0
 * by the series of erf whose terms are all positive (Abramowitz and Stegun 7.1.6), in the tail by the continued fraction
 * of Mills' ratio (26.2.14).
 */
export function normalSf(z: number): number {
  if (Number.isNaN(z)) return NaN;
  if (z < 0) return 1 - normalSf(-z);
  return z < TAIL_FROM ? 0.5 - centralMass(z) : normalPdf(z) * millsRatio(z);
}

/** Mills' ratio, sf(z) / pdf(z), for z of at least 2: what is left of the tail once its exponential is taken out. */
export function millsRatio(z: number): number {
  // Evaluated from the far end; the number of terms grows as z falls, and this many give full precision from 2 up.
  let fraction = z;
  for (let k = Math.ceil(10 + 700 / (z * z)); k >= 1; k--) fraction = z + k / fraction;
  return 1 / fraction;
}

/**
 * The z that a standard normal variable stays at or below with probability p. -Infinity at 0, Infinity at 1; throws a
 * RangeError outside 0..1.
 */
export function normalPpf(p: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`A probability lies in 0..1, and ${p} does not.`);
  return p < 0.5 ? -upperPoint(p) : upperPoint(1 - p);
}

const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);
const TAIL_FROM = 2.5;

/** The z with sf(z) = tail for a tail of at most 1/2: a rational start (26.2.23), then Halley's steps to full precision. */
function upperPoint(tail: number): number {
  if (tail === 0) return Infinity;
  const t = Math.sqrt(-2 * Math.log(tail));
  let z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  for (let step = 0; step < 3; step++) {
    const error = (normalSf(z) - tail) / normalPdf(z);
    z += error / (1 - 0.5 * z * error);
  }
  return z;
}

/** P(0 < Z < z) for a z that is not far out. */
function centralMass(z: number): number {
  let term = z;
  let sum = z;
  for (let k = 3; term > sum * 1e-17; k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return normalPdf(z) * sum;
}
