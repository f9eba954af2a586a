/** The sums of one value over some units: all that a mean and its variance need. */
export interface Sums {
  readonly sum: number;
  readonly sumSquares: number;
}

/** The sums of one value over `n` units. */
export interface Moments extends Sums {
  /** Units, those with a value of 0 included. */
  readonly n: number;
}

/** The sums of two values of each of `n` units: numerator and denominator of a ratio, or a value and its covariate. */
export interface PairMoments {
  readonly n: number;
  readonly m: Sums;
  readonly d: Sums;
  readonly sumProducts: number;
}

/** Takes the moments of one value a unit. */
export function momentsOf(values: Iterable<number>): Moments {
  let n = 0;
  let sum = 0;
  let sumSquares = 0;
  for (const value of values) {
    n++;
    sum += value;
    sumSquares += value * value;
  }
  return { n, sum, sumSquares };
}

/** Takes the moments of two values a unit; the lists are of one length. */
export function pairMomentsOf(m: readonly number[], d: readonly number[]): PairMoments {
  if (m.length !== d.length) {
    throw new RangeError(`Pairs need two values a unit, but got ${m.length} and ${d.length}.`);
  }
  const sumProducts = m.reduce((sum, value, i) => sum + value * d[i]!, 0);
  return { n: m.length, m: momentsOf(m), d: momentsOf(d), sumProducts };
}

/** The moments of two sets of units that share none. */
export function addMoments(one: Moments, other: Moments): Moments {
  return { n: one.n + other.n, ...addSums(one, other) };
}

/** The moments of two sets of units that share none. */
export function addPairMoments(one: PairMoments, other: PairMoments): PairMoments {
  return {
    n: one.n + other.n,
    m: addSums(one.m, other.m),
    d: addSums(one.d, other.d),
    sumProducts: one.sumProducts + other.sumProducts,
  };
}

function addSums(one: Sums, other: Sums): Sums {
  return { sum: one.sum + other.sum, sumSquares: one.sumSquares + other.sumSquares };
}

/** The unbiased variance of one value between units; 0 of fewer than two. */
export function varianceOf(n: number, { sum, sumSquares }: Sums): number {
  return n > 1 ? (sumSquares - (sum * sum) / n) / (n - 1) : 0;
}

/** The unbiased covariance of the two values between units; 0 of fewer than two. */
export function covarianceOf({ n, m, d, sumProducts }: PairMoments): number {
  return n > 1 ? (sumProducts - (m.sum * d.sum) / n) / (n - 1) : 0;
}
