import { regularizedBeta } from './incomplete-beta.js';
import { logBeta } from './log-gamma.js';
import { normalPpf } from './normal.js';

/** The probability that a Student t variable with `df` degrees of freedom (any real above 0) is at most t. */
export function studentCdf(t: number, df: number): number {
  return studentSf(-t, df);
}

/** The probability that a Student t variable with `df` degrees of freedom is above t, accurate in the upper tail. */
export function studentSf(t: number, df: number): number {
  if (t < 0) return 1 - studentSf(-t, df);
  if (t === Infinity) return 0;
  const total = df + t * t;
  return 0.5 * regularizedBeta(df / total, df / 2, 0.5, (t * t) / total);
}

/** The t that a Student t variable stays at or below with probability p; throws a RangeError outside 0..1. */
export function studentPpf(p: number, df: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`A probability lies in 0..1, and ${p} does not.`);
  if (p === 0.5) return 0;
  return p < 0.5 ? -upperPoint(p, df) : upperPoint(1 - p, df);
}

/**
 * The t with sf(t) = tail for a tail below 1/2: a start from the normal point (Abramowitz and Stegun 26.7.5), then
 * Newton's steps on the logarithm, kept inside a bracket.
 */
function upperPoint(tail: number, df: number): number {
  if (tail === 0) return Infinity;
  let low = 0;
  let high = Infinity;
  let t = fromNormal(-normalPpf(tail), df);
  for (let step = 0; step < 500; step++) {
    const sf = studentSf(t, df);
    if (sf > tail) low = t;
    else high = t;
    const newton = t + (Math.log(sf / tail) * sf) / studentPdf(t, df);
    const next = newton > low && newton < high ? newton : high === Infinity ? 2 * t : (low + high) / 2;
    if (Math.abs(next - t) <= 1e-14 * Math.abs(next)) return next;
    t = next;
  }
  return t;
}

function fromNormal(z: number, df: number): number {
  const square = z * z;
  const first = (z * (square + 1)) / (4 * df);
  const second = (z * (3 + square * (16 + 5 * square))) / (96 * df * df);
  return z + first + second;
}

function studentPdf(t: number, df: number): number {
  const log = -0.5 * (df + 1) * Math.log1p((t * t) / df) - 0.5 * Math.log(df) - logBeta(df / 2, 0.5);
  return Math.exp(log);
}
