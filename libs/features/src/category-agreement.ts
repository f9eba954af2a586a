import type { ProductState } from '@weir/catalogue';
import { headSize } from './columns.js';

/** What the head of the list says of the category that the query means. */
export interface CategoryAgreement {
  /** Entropy of the leaf categories in the head, in nats; NaN if none is known. */
  readonly entropy: number;
  /** Share of the head's other products, as far as their category is known, with the candidate's leaf category. */
  readonly leafShare: Float64Array;
  /** The same of top-level categories. */
  readonly rootShare: Float64Array;
}

export function categoryAgreement(states: readonly (ProductState | undefined)[]): CategoryAgreement {
  const leaves = new Float64Array(states.length).fill(NaN);
  const roots = new Float64Array(states.length).fill(NaN);
  for (let i = 0; i < states.length; i++) {
    const category = states[i]?.category;
    if (category === undefined || category.length === 0) continue;
    leaves[i] = category[category.length - 1]!;
    roots[i] = category[0]!;
  }
  const head = countHead(leaves);
  return { entropy: entropy(head), leafShare: shares(leaves, head), rootShare: shares(roots, countHead(roots)) };
}

/** The different categories of the head and how often each is there: at most 20, so that a search through them is short. */
interface HeadCounts {
  readonly categories: Float64Array;
  readonly times: readonly number[];
  readonly known: number;
}

function countHead(column: Float64Array): HeadCounts {
  const counts = new Map<number, number>();
  const known = column.subarray(0, headSize).filter((category) => !Number.isNaN(category));
  for (const category of known) counts.set(category, (counts.get(category) ?? 0) + 1);
  return { categories: Float64Array.from(counts.keys()), times: [...counts.values()], known: known.length };
}

function entropy({ times, known }: HeadCounts): number {
  if (known === 0) return NaN;
  return times.reduce((sum, count) => sum - (count / known) * Math.log(count / known), 0);
}

function shares(column: Float64Array, { categories, times, known }: HeadCounts): Float64Array {
  const result = new Float64Array(column.length).fill(NaN);
  for (let i = 0; i < column.length; i++) {
    // A product does not vouch for itself.
    const self = i < headSize ? 1 : 0;
    if (Number.isNaN(column[i]!) || known <= self) continue;
    let at = 0;
    while (at < categories.length && categories[at] !== column[i]) at++;
    result[i] = ((times[at] ?? 0) - self) / (known - self);
  }
  return result;
}
