/** An estimate as a ratio of two sums over rounds: numerators over denominators. A plain mean has denominators of 1. */
export interface Terms {
  readonly numerators: Float64Array;
  readonly denominators: Float64Array;
}

export interface RatioOfSums {
  readonly value: number;
  /** Of the delta method: sqrt(sum of (numerator - value * denominator)^2) over the sum of the denominators. */
  readonly standardError: number;
}

/** The ratio and its standard error from five sums, so that a resample needs one pass. */
export function ratioOfSums({ numerators, denominators }: Terms, rows?: Uint32Array): RatioOfSums {
  const count = rows?.length ?? numerators.length;
  let top = 0;
  let bottom = 0;
  let topTop = 0;
  let topBottom = 0;
  let bottomBottom = 0;
  for (let i = 0; i < count; i++) {
    const row = rows === undefined ? i : rows[i]!;
    const numerator = numerators[row]!;
    const denominator = denominators[row]!;
    top += numerator;
    bottom += denominator;
    topTop += numerator * numerator;
    topBottom += numerator * denominator;
    bottomBottom += denominator * denominator;
  }
  const value = top / bottom;
  const squares = topTop - 2 * value * topBottom + value * value * bottomBottom;
  return { value, standardError: Math.sqrt(Math.max(squares, 0)) / bottom };
}
