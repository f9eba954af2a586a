import type { ProductState } from '@weir/catalogue';
import type { Matches } from './matcher.js';

/** Hashes of the candidates' brands all of whose tokens the query has. */
export function namedBrands(states: readonly (ProductState | undefined)[], { brand }: Matches): ReadonlySet<number> {
  const named = new Set<number>();
  states.forEach((state, i) => {
    if (state !== undefined && state.brand !== 0 && brand.precision[i] === 1) named.add(state.brand);
  });
  return named;
}
