import type { Product, ProductState } from '@weir/catalogue';
import type { Patience } from '@weir/inference';
import type { Retrieved } from '@weir/retrieval';
import type { CascadeParts } from '../parts.js';
import type { PreparedSearch } from '../prepare.js';
import type { SearchRequest } from '../search.js';

const stateFields: Readonly<Record<string, (state: ProductState) => number>> = {
  price: (state) => state.price,
  stock: (state) => state.stock,
  rating: (state) => state.rating,
  rating_count: (state) => state.ratingCount,
  popularity: (state) => state.popularity,
  released: (state) => state.releasedAt,
};

/** Candidate indexes by the field that the request sorts by; products without it come last, ties keep the order of relevance. Undefined when it failed. */
export async function sortByField(
  parts: CascadeParts,
  search: PreparedSearch,
  sort: NonNullable<SearchRequest['sort']>,
  retrieved: Retrieved,
): Promise<readonly number[] | undefined> {
  const { ids } = retrieved.candidates;
  return search.run.stage({
    stage: 'rank',
    budgetMs: Infinity,
    candidatesIn: ids.length,
    candidatesOut: (order) => order.length,
    work: async (deadline) => {
      const values = await fieldValues(parts, { field: sort.field, ids }, deadline);
      const key = values.map((value) => (Number.isNaN(value) ? Infinity : sort.descending ? -value : value));
      return ids.map((_, index) => index).sort((a, b) => (key[a] === key[b] ? a - b : key[a]! - key[b]!));
    },
  });
}

async function fieldValues(
  parts: CascadeParts,
  { field, ids }: { readonly field: string; readonly ids: readonly string[] },
  patience: Patience,
): Promise<readonly number[]> {
  const ofState = stateFields[field];
  if (ofState !== undefined) {
    const states = await parts.retriever.states(ids, patience);
    return states.map((state) => (state === undefined ? NaN : ofState(state)));
  }
  const stored = await parts.products.get(ids, patience);
  return stored.map((each) => (each === undefined ? NaN : attributeNumber(each.product, field)));
}

function attributeNumber(product: Product, field: string): number {
  const value = product.attributes[field];
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
}
