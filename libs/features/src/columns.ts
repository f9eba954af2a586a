/** Value for the `i`-th candidate; NaN where it is not known, never 0 for that. */
export type Reader = (i: number) => number;

/** Candidates at the head of a list that its statistics are taken over: about one page, so that a short judged pool and a thousand retrieved candidates give values of one scale. */
export const headSize = 20;

/** A score set against the best scores of its list. */
export interface RelativeColumn {
  readonly values: Float64Array;
  /** Largest value; NaN if none is known. */
  readonly best: number;
  /** Mean and deviation of the `headSize` largest values. */
  readonly headMean: number;
  readonly headDeviation: number;
}

export function relativeColumn(values: Float64Array): RelativeColumn {
  const head = known(values).sort().reverse().subarray(0, headSize);
  const headMean = mean(head);
  const variance = head.reduce((sum, value) => sum + (value - headMean) ** 2, 0) / head.length;
  return { values, best: head[0] ?? NaN, headMean, headDeviation: Math.sqrt(variance) };
}

/** Standard score against the head of the list; 0 where the head does not vary. */
export function zScore({ values, headMean, headDeviation }: RelativeColumn): Reader {
  return (i) => {
    const distance = values[i]! - headMean;
    return headDeviation > 0 || Number.isNaN(distance) ? distance / headDeviation : 0;
  };
}

/** Value divided by the best; NaN where the best is not positive. */
export function ratioToBest({ values, best }: RelativeColumn): Reader {
  return (i) => (best > 0 ? values[i]! / best : NaN);
}

export function gapToBest({ values, best }: RelativeColumn): Reader {
  return (i) => best - values[i]!;
}

/**
 * Share of the other known values of the list that are smaller, ties counting half: 0..1, NaN where the value is not
 * known, 0.5 where it is the only one.
 */
export function percentiles(values: Float64Array): Float64Array {
  const sorted = known(values).sort();
  if (sorted.length === 0) return values;
  return values.map((value) => {
    if (Number.isNaN(value)) return NaN;
    if (sorted.length === 1) return 0.5;
    const below = countBelow(sorted, value);
    const ties = countBelow(sorted, value, true) - below;
    return (below + (ties - 1) / 2) / (sorted.length - 1);
  });
}

/** Middle of the known values; NaN if none is known. */
export function median(values: Float64Array): number {
  const sorted = known(values).sort();
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return NaN;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** NaN of nothing. */
export function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function known(values: Float64Array): Float64Array {
  const kept = new Float64Array(values.length);
  let count = 0;
  for (const value of values) if (!Number.isNaN(value)) kept[count++] = value;
  return kept.subarray(0, count);
}

/** Values below `value`, or not above it, in a sorted array. */
function countBelow(sorted: Float64Array, value: number, inclusive = false): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value || (inclusive && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
