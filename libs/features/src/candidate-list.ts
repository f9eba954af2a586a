import { type CategoryAgreement, categoryAgreement } from './category-agreement.js';
import { columnOf, type RelativeColumn, relativeColumn } from './columns.js';
import type { Behaviour, FeatureInput } from './feature-input.js';
import type { ProductState } from '@weir/catalogue';
import { type Matches, matchCandidates } from './matches.js';
import { type NamedBrands, namedBrands } from './named-brands.js';
import { profileQuery, type QueryProfile } from './query-profile.js';
import { fieldsByRole } from './roles.js';

/** A function each: to look a property up by a name that varies costs many times as much. */
const stateNumbers = {
  brand: (state: ProductState) => state.brand,
  price: (state: ProductState) => state.price,
  stock: (state: ProductState) => state.stock,
  rating: (state: ProductState) => state.rating,
  ratingCount: (state: ProductState) => state.ratingCount,
  popularity: (state: ProductState) => state.popularity,
  releasedAt: (state: ProductState) => state.releasedAt,
};

/**
 * The candidates of one search with all that features read of them. Each part is computed when a feature first asks
 * for it, once for the whole list.
 */
export class CandidateList {
  readonly input: FeatureInput;
  readonly size: number;
  readonly #memo = new Map<string, unknown>();

  constructor(input: FeatureInput) {
    this.input = input;
    this.size = input.candidates.ids.length;
  }

  get profile(): QueryProfile {
    return this.#once('profile', () => profileQuery(this.input.query, this.input.statistics));
  }

  get matches(): Matches {
    return this.#once('matches', () =>
      matchCandidates({
        profile: this.profile,
        statistics: this.input.statistics,
        fields: fieldsByRole(this.input.schema),
        states: this.input.states,
      }),
    );
  }

  /** A retrieval score, or a column of `matches`, against the best of the list. */
  relative(name: string, values: () => Float64Array): RelativeColumn {
    return this.#once(`relative ${name}`, () => relativeColumn(values()));
  }

  /** One number of each candidate's state; NaN where it is not known. */
  stateColumn(name: keyof typeof stateNumbers): Float64Array {
    return this.#once(`state ${name}`, () => {
      const { states } = this.input;
      const read = stateNumbers[name];
      return columnOf(this.size, (i) => {
        const state = states[i];
        return state === undefined ? NaN : read(state);
      });
    });
  }

  get categories(): CategoryAgreement {
    return this.#once('categories', () => categoryAgreement(this.input.states));
  }

  get brands(): NamedBrands {
    return this.#once('brands', () => namedBrands(this.stateColumn('brand'), this.matches));
  }

  /** What shoppers did with the candidate; zeros until there are events. */
  behaviour(i: number): Behaviour {
    return this.input.behaviour?.[i] ?? noBehaviour;
  }

  /** Everything that shoppers did with the candidates together. */
  get totalBehaviour(): Behaviour {
    return this.#once('behaviour', () => {
      const total = { ...noBehaviour };
      for (const each of this.input.behaviour ?? []) {
        total.impressions += each?.impressions ?? 0;
        total.clicks += each?.clicks ?? 0;
        total.carts += each?.carts ?? 0;
        total.purchases += each?.purchases ?? 0;
      }
      return total;
    });
  }

  #once<T>(name: string, compute: () => T): T {
    if (!this.#memo.has(name)) this.#memo.set(name, compute());
    return this.#memo.get(name) as T;
  }
}

const noBehaviour = { impressions: 0, clicks: 0, carts: 0, purchases: 0 };
