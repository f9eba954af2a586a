import { assemble } from './assemble.js';
import type { Piece } from './assemble.js';
import { hash32 } from './hash.js';
import { lexemesOf } from './scan.js';
import { stem } from './stem.js';

/** One word of a query with the terms of an index that stand for it. */
export interface QueryWord {
  /** Folded surface, for prefix and typo matching. */
  readonly form: string;
  /** The word itself first, then what it is a part of. */
  readonly alternatives: readonly QueryAlternative[];
  /** UTF-16 offsets in the query. */
  readonly start: number;
  readonly end: number;
}

export interface QueryAlternative {
  readonly term: string;
  readonly hash: number;
  /**
   * `word`: the word; `whole`: the compound, measure or size that it is written in; `joined`: itself written together
   * with a neighbour ("air fryer" as `airfryer`), which the query does not say but a product may.
   */
  readonly kind: 'word' | 'whole' | 'joined';
}

/** Words of a query, in order. Spellings that `analyze` makes meet give the same alternatives. */
export function analyzeQuery(query: string): QueryWord[] {
  const pieces = assemble(lexemesOf(query));
  const words = pieces.filter((piece) => piece.span === 1);
  const wholes = pieces.filter((piece) => piece.span > 1);
  const isPart = (word: Piece): boolean =>
    wholes.some((whole) => whole.position <= word.position && word.position < whole.position + whole.span);
  const joinable = words.map((word) => (isPart(word) ? undefined : word));
  return words.map((word, index) => {
    const alternatives: QueryAlternative[] = [{ term: word.term, hash: word.hash, kind: 'word' }];
    const add = (term: string, kind: QueryAlternative['kind']): void => {
      if (!alternatives.some((known) => known.term === term)) alternatives.push({ term, hash: hash32(term), kind });
    };
    for (const whole of wholes) {
      if (whole.position <= word.position && word.position < whole.position + whole.span) add(whole.term, 'whole');
    }
    for (const term of [joined(joinable[index - 1], joinable[index]), joined(joinable[index], joinable[index + 1])]) {
      if (term !== undefined) add(term, 'joined');
    }
    return { form: word.form, alternatives, start: word.start, end: word.end };
  });
}

/**
 * Term of two neighbours written together; undefined where nobody would, and where the stemmer makes it one of the two
 * ("chair red" as `chairred` is `chair`): the other would then stand in every product that has the one.
 */
function joined(left: Piece | undefined, right: Piece | undefined): string | undefined {
  if (left === undefined || right === undefined) return undefined;
  const form = left.form + right.form;
  const bothNumbers = /\d$/.test(left.form) && /^\d/.test(right.form);
  if (form.length < 4 || bothNumbers) return undefined;
  const term = stem(form);
  return term === left.term || term === right.term ? undefined : term;
}
