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
  const head = largest(values, headSize);
  const headMean = mean(head);
  const variance = head.reduce((sum, value) => sum + (value - headMean) ** 2, 0) / head.length;
  return { values, best: head[0] ?? NaN, headMean, headDeviation: Math.sqrt(variance) };
}

/** Any column. One of the loops below costs a fraction of it, where one of them does. */
export function columnOf(size: number, value: (i: number) => number): Float64Array {
  const column = new Float64Array(size);
  for (let i = 0; i < size; i++) column[i] = value(i);
  return column;
}

/** Standard score against the head of the list; 0 where the head does not vary. */
export function zScore({ values, headMean, headDeviation }: RelativeColumn): Float64Array {
  const scores = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const distance = values[i]! - headMean;
    scores[i] = headDeviation > 0 || Number.isNaN(distance) ? distance / headDeviation : 0;
  }
  return scores;
}

/** Value divided by the best; NaN where the best is not positive. */
export function ratioToBest({ values, best }: RelativeColumn): Float64Array {
  return quotients(values, best > 0 ? best : NaN);
}

export function gapToBest({ values, best }: RelativeColumn): Float64Array {
  const gaps = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) gaps[i] = best - values[i]!;
  return gaps;
}

export function quotients(values: Float64Array, divisor: number): Float64Array {
  const ratios = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) ratios[i] = values[i]! / divisor;
  return ratios;
}

export function reciprocals(values: Float64Array): Float64Array {
  const results = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) results[i] = 1 / values[i]!;
  return results;
}

/**
 * Share of the other known values of the list that are smaller, ties counting half: 0..1, NaN where the value is not
 * known, 0.5 where it is the only one.
 */
export function percentiles(values: Float64Array): Float64Array {
  const sorted = known(values).sort();
  if (sorted.length === 0) return values;
  const shares = new Float64Array(values.length).fill(NaN);
  const last = sorted.length - 1;
  // Each different value once, with its share: of some columns there are few.
  const share = new Float64Array(sorted.length);
  let different = 0;
  for (let below = 0, end = 0; below <= last; below = end) {
    const value = sorted[below]!;
    while (end <= last && sorted[end] === value) end++;
    share[different] = last === 0 ? 0.5 : (below + (end - below - 1) / 2) / last;
    sorted[different++] = value;
  }
  for (let i = 0; i < values.length; i++)
    if (!Number.isNaN(values[i]!)) shares[i] = share[placeOf(values[i]!, sorted, different)]!;
  return shares;
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

/** The largest known values, largest first. */
function largest(values: Float64Array, count: number): Float64Array {
  const top = new Float64Array(count);
  let size = 0;
  for (const value of values) {
    if (size === count ? !(value > top[size - 1]!) : Number.isNaN(value)) continue;
    let at = size < count ? size++ : size - 1;
    for (; at > 0 && top[at - 1]! < value; at--) top[at] = top[at - 1]!;
    top[at] = value;
  }
  return top.subarray(0, size);
}

/** Place of a value that is among the first `count` of an ascending array. */
function placeOf(value: number, ascending: Float64Array, count: number): number {
  let low = 0;
  for (let left = count; left > 1;) {
    const half = left >> 1;
    // No branch: which half it is cannot be foreseen.
    low += Number(ascending[low + half]! <= value) * half;
    left -= half;
  }
  return low;
}
