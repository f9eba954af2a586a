import type { ProductState } from '@weir/catalogue';
import { type QueryProfile, termOf } from './query-profile.js';

/** Where the candidates have terms of the query, in reading order: few of their tokens are one. */
export interface TermHits {
  /** First hit of each field of each candidate, candidate by candidate; one more entry ends the last field. */
  readonly first: Int32Array;
  /** Place of each hit in the product's tokens. */
  readonly place: Int32Array;
  /** Term of the profile. */
  readonly term: Int32Array;
}

/**
 * Looks through every token of every candidate. This is most of what matching costs, so it is a loop of its own that does
 * nothing else: in a larger one its few variables would not stay in registers.
 */
export function findTerms(
  profile: QueryProfile,
  states: readonly (ProductState | undefined)[],
  fields: number,
): TermHits {
  const first = new Int32Array(states.length * fields + 1);
  let place = new Int32Array(16 * states.length);
  let term = new Int32Array(place.length);
  let count = 0;
  for (let i = 0; i < states.length; i++) {
    const state = states[i];
    for (let field = 0, at = 0; field < fields; field++) {
      first[i * fields + field] = count;
      if (state === undefined) continue;
      const end = state.ends[field]!;
      for (at = nextLikely(profile.firstTerm, state.tokens, at, end); at < end;) {
        const found = termOf(profile, state.tokens[at]!);
        if (found >= 0) {
          if (count === place.length) [place, term] = [doubled(place), doubled(term)];
          place[count] = at;
          term[count] = found;
          count++;
        }
        at = nextLikely(profile.firstTerm, state.tokens, at + 1, end);
      }
    }
  }
  first[first.length - 1] = count;
  return { first, place, term };
}

/** Place of the first token from `at` on that shares a bucket with a term; `end` if there is none. */
function nextLikely(firstTerm: Int16Array, tokens: Uint32Array, at: number, end: number): number {
  const mask = firstTerm.length - 1;
  let place = at;
  while (place < end && firstTerm[tokens[place]! & mask]! < 0) place++;
  return place;
}

function doubled(values: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * values.length);
  larger.set(values);
  return larger;
}
