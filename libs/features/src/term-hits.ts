import type { ProductState } from '@weir/catalogue';
import type { QueryProfile } from './query-profile.js';

/**
 * Where the candidates have terms of the query, in reading order: few of their tokens are one. The field `f` of candidate
 * `i` is row `i * fields + f`.
 */
export interface TermHits {
  /** Fields of a product. */
  readonly fields: number;
  /** Tokens of each row; 0 for a product that the index does not know. */
  readonly length: Int32Array;
  /** First hit of each row; one more entry ends the last. */
  readonly first: Int32Array;
  /** Place of each hit in its field. */
  readonly place: Int32Array;
  /** Term of the profile. */
  readonly term: Int32Array;
}

/**
 * Looks through every token of every candidate. This is most of what matching costs, so it is a loop of its own that does
 * nothing else: in a larger one its few variables would not stay in registers.
 */
export function findTerms(
  { firstTerm, nextTerm, termHash }: QueryProfile,
  states: readonly (ProductState | undefined)[],
  fields: number,
): TermHits {
  const length = new Int32Array(states.length * fields);
  const first = new Int32Array(length.length + 1);
  let place = new Int32Array(16 * states.length);
  let term = new Int32Array(place.length);
  let count = 0;
  for (let i = 0; i < states.length; i++) {
    // The field that is read, and where it starts.
    let row = i * fields;
    let start = 0;
    first[row] = count;
    const state = states[i];
    if (state !== undefined) {
      const { tokens, ends } = state;
      for (let field = 0; field < fields; field++)
        length[row + field] = ends[field]! - (field > 0 ? ends[field - 1]! : 0);
      for (let at = nextLikely(firstTerm, tokens, 0); at < tokens.length; at = nextLikely(firstTerm, tokens, at + 1)) {
        const hash = tokens[at]!;
        let found = firstTerm[hash & (firstTerm.length - 1)]!;
        while (found >= 0 && termHash[found] !== hash) found = nextTerm[found]!;
        if (found < 0) continue;
        while (at >= start + length[row]!) {
          start += length[row]!;
          first[++row] = count;
        }
        if (count === place.length) [place, term] = [doubled(place), doubled(term)];
        place[count] = at - start;
        term[count++] = found;
      }
    }
    while (row < (i + 1) * fields) first[++row] = count;
  }
  return { fields, length, first, place, term };
}

/** Place of the first token from `at` on that shares a bucket with a term; the number of tokens if there is none. */
function nextLikely(firstTerm: Int16Array, tokens: Uint32Array, at: number): number {
  const mask = firstTerm.length - 1;
  const end = tokens.length;
  let place = at;
  // Nearly all buckets are empty (-1): four at a time, with one branch.
  while (
    place + 4 <= end &&
    (firstTerm[tokens[place]! & mask]! &
      firstTerm[tokens[place + 1]! & mask]! &
      firstTerm[tokens[place + 2]! & mask]! &
      firstTerm[tokens[place + 3]! & mask]!) ===
      -1
  )
    place += 4;
  while (place < end && firstTerm[tokens[place]! & mask]! < 0) place++;
  return place;
}

function doubled(values: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * values.length);
  larger.set(values);
  return larger;
}
