import type { ProductState } from '@weir/catalogue';
import { headSize } from './columns.js';

/** What the head of the list says of the category that the query means. */
export class CategoryAgreement {
  /** Entropy of the leaf categories in the head, in nats; NaN if none is known. */
  readonly entropy: number;
  readonly #head: readonly (ProductState | undefined)[];
  readonly #leaves: ReadonlyMap<number, number>;
  readonly #roots: ReadonlyMap<number, number>;
  readonly #known: number;

  constructor(states: readonly (ProductState | undefined)[]) {
    this.#head = states.slice(0, headSize);
    const leaves = this.#head.map(leafOf).filter((leaf) => leaf !== undefined);
    this.#leaves = count(leaves);
    this.#roots = count(this.#head.map((state) => state?.category[0]).filter((root) => root !== undefined));
    this.#known = leaves.length;
    this.entropy =
      leaves.length === 0
        ? NaN
        : [...this.#leaves.values()].reduce(
            (sum, times) => sum - (times / leaves.length) * Math.log(times / leaves.length),
            0,
          );
  }

  /** Share of the head's other products, as far as their category is known, with the same leaf category. */
  leafShare(state: ProductState | undefined, i: number): number {
    return this.#share(this.#leaves, leafOf(state), i);
  }

  rootShare(state: ProductState | undefined, i: number): number {
    return this.#share(this.#roots, state?.category[0], i);
  }

  #share(counts: ReadonlyMap<number, number>, category: number | undefined, i: number): number {
    if (category === undefined) return NaN;
    // A product does not vouch for itself.
    const self = i < this.#head.length ? 1 : 0;
    const others = this.#known - self;
    return others > 0 ? ((counts.get(category) ?? 0) - self) / others : NaN;
  }
}

function leafOf(state: ProductState | undefined): number | undefined {
  return state?.category[state.category.length - 1];
}

function count(values: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
