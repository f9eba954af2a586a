import { hash } from './hash.js';

/** Part [from, to) of 0..1. */
export type BucketRange = readonly [number, number];

/** Weights of so many variants where none are given. */
export function equalWeights(variants: number): readonly number[] {
  return variants <= 0 ? [] : Array.from({ length: variants }, () => 1 / variants);
}

/**
 * Range of each variant, as GrowthBook's SDK specification has it: coverage shrinks every variant's range from its own
 * beginning, so that raising it only adds units. A coverage outside 0..1 is cut to it; weights that do not fit the
 * variants, or do not add up to 1 by a hundredth, are taken as equal.
 */
export function bucketRanges(variants: number, coverage: number, weights?: readonly number[]): readonly BucketRange[] {
  const covered = Math.min(1, Math.max(0, coverage));
  let from = 0;
  return usableWeights(variants, weights).map((weight): BucketRange => {
    const range: BucketRange = [from, from + covered * weight];
    from += weight;
    return range;
  });
}

/** Index of the first range that the bucket is in, or -1. */
export function chooseVariation(bucket: number, ranges: readonly BucketRange[]): number {
  for (let index = 0; index < ranges.length; index += 1) {
    const range = ranges[index]!;
    if (bucket >= range[0] && bucket < range[1]) return index;
  }
  return -1;
}

/**
 * Whether a unit lies in a namespace's range. The specification's namespaces go by version 1 of the hash, under which two
 * namespaces of similar names are not independent (chi-square finds it in a million ids that count up); layers therefore
 * go by version 2, as its newer filters do, and this is for who compares with an SDK.
 */
export function inNamespace(unit: string, [name, from, to]: readonly [string, number, number]): boolean {
  const bucket = hash(`__${name}`, unit, 1);
  return bucket !== null && bucket >= from && bucket < to;
}

function usableWeights(variants: number, weights?: readonly number[]): readonly number[] {
  if (weights?.length !== variants) return equalWeights(variants);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return total < 0.99 || total > 1.01 ? equalWeights(variants) : weights;
}
