import { hash32, type QueryWord, stem } from '@weir/text';

/** What a query asks for and what it does not want ("wall lamp without cord"): 1 for a word that is one, else 0. */
export interface NegatedWords {
  readonly negated: Float64Array;
  readonly asked: Float64Array;
  /** Hashes of the terms by which a product says that it lacks a word ("cordless"), with the word. */
  readonly lacking: ReadonlyMap<number, number>;
}

/** Words that say what is not wanted, or not there; in queries and in products. */
const negators = new Set(['without', 'no', 'not', 'non', 'except', 'excluding']);
/** What ends a negated clause: "lights without wiring with switch". */
const turns = new Set(['with', 'for', 'but']);
/** Words that are never wanted or unwanted themselves. */
const fillers = new Set(['a', 'an', 'any', 'the', 'its', 'of', 'and', 'or']);

/**
 * @param analyzed the query's words. One that begins with a negation is a name ("no country for old men") and negates
 *   nothing.
 * @param words their number with those that stand for two, as statistics count them.
 */
export function negatedWords(analyzed: readonly QueryWord[], words: number): NegatedWords {
  const negated = new Float64Array(words);
  const asked = new Float64Array(words).fill(1);
  const lacking = new Map<number, number>();
  let reach = 0;
  analyzed.forEach(({ form }, word) => {
    if (negators.has(form) && word > 0) {
      asked[word] = 0;
      // "non skid tape" negates one word, "without tools" all that follow.
      reach = form === 'non' ? 1 : Infinity;
    } else if (turns.has(form)) {
      reach = 0;
    } else if (reach > 0) {
      asked[word] = 0;
      if (fillers.has(form)) return;
      negated[word] = 1;
      lacking.set(hash32(stem(`${form.replace(/s$/, '')}less`)), word);
      reach--;
    }
  });
  return { negated, asked, lacking };
}
