import type { Matches } from './matches.js';

/** Which of the candidates' brands the query names: those all of whose tokens it has. */
export interface NamedBrands {
  /** Different brands that are named. */
  readonly count: number;
  /** 1 for a candidate of a named brand, 0 for another, NaN where its brand is not known. */
  readonly named: Float64Array;
}

/** `brands` has the hash of each candidate's brand; 0 or NaN if it is not known. */
export function namedBrands(brands: Float64Array, { brand }: Matches): NamedBrands {
  const all = new Set<number>();
  for (let i = 0; i < brands.length; i++) if (brand.precision[i] === 1 && brands[i]! > 0) all.add(brands[i]!);
  const named = new Float64Array(brands.length);
  for (let i = 0; i < brands.length; i++) named[i] = brands[i]! > 0 ? Number(all.size > 0 && all.has(brands[i]!)) : NaN;
  return { count: all.size, named };
}
