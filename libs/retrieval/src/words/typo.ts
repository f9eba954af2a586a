import type { Dictionary } from './dictionary.js';
import type { FormOrder } from './form-order.js';

/** A form of the index, by its index in the dictionary, that a misspelled word may have meant. */
export interface Correction {
  readonly form: string;
  readonly ordinal: number;
  readonly edits: 1 | 2;
}

/**
 * Forms within one edit of a word of at least four letters, or two of at least eight that begin with its letter; best
 * first: frequent ones and those with the same first letter, one a term. An edit changes, adds, drops or swaps
 * (Damerau 1964).
 */
export function correct(word: string, dictionary: Dictionary, order: FormOrder): readonly Correction[] {
  if (word.length < 4 || !letters.test(word)) return [];
  const near = best(oneEdit(word, dictionary), word, dictionary);
  if (near.length > 0) return near.map((form) => ({ form, ordinal: dictionary.findForm(form), edits: 1 }));
  if (word.length < 8) return [];
  return best(twoEdits(word, dictionary, order), word, dictionary).map((form) => ({
    form,
    ordinal: dictionary.findForm(form),
    edits: 2,
  }));
}

/** The two terms that a word was run together from ("airfryer"), the more frequent the better; undefined if none. */
export function splitWord(word: string, dictionary: Dictionary): readonly [string, string] | undefined {
  let found: readonly [string, string] | undefined;
  let most = 0;
  for (let at = shortestPart; at <= word.length - shortestPart; at += 1) {
    const parts = [word.slice(0, at), word.slice(at)] as const;
    const rarest = Math.min(...parts.map((part) => frequencyOf(part, dictionary)));
    if (rarest > most) {
      most = rarest;
      found = parts;
    }
  }
  return found;
}

const letters = /^\p{L}+$/u;
const alphabet = 'abcdefghijklmnopqrstuvwxyz';
const shortestPart = 3;
const kept = 3;

function frequencyOf(form: string, dictionary: Dictionary): number {
  const ordinal = dictionary.findForm(form);
  return ordinal < 0 ? 0 : dictionary.frequencies[ordinal]!;
}

/** The few most likely, one a term; one ten times rarer than the best is left out. */
function best(forms: readonly string[], word: string, dictionary: Dictionary): readonly string[] {
  const likelihood = (form: string): number =>
    frequencyOf(form, dictionary) * (form.startsWith(word.charAt(0)) ? 10 : 1);
  const ranked = [...forms].sort((left, right) => likelihood(right) - likelihood(left) || (left < right ? -1 : 1));
  const terms = new Set<number>();
  return ranked
    .filter(
      (form) =>
        likelihood(form) * 10 >= likelihood(ranked[0]!) && terms.size < terms.add(dictionary.findForm(form)).size,
    )
    .slice(0, kept);
}

/** Spells every neighbour of the word and looks it up. */
function oneEdit(word: string, dictionary: Dictionary): readonly string[] {
  const found = new Set<string>();
  const look = (candidate: string): void => {
    if (frequencyOf(candidate, dictionary) > 0) found.add(candidate);
  };
  for (let at = 0; at <= word.length; at += 1) {
    const head = word.slice(0, at);
    const tail = word.slice(at);
    for (const letter of alphabet) {
      look(head + letter + tail);
      if (tail !== '') look(head + letter + tail.slice(1));
    }
    if (tail !== '') look(head + tail.slice(1));
    if (tail.length > 1) look(head + tail[1]! + tail[0]! + tail.slice(2));
  }
  return [...found];
}

function twoEdits(word: string, dictionary: Dictionary, order: FormOrder): readonly string[] {
  const found: string[] = [];
  for (const index of order.startingWith(word[0]!)) {
    const candidate = dictionary.forms[index]!;
    if (Math.abs(candidate.length - word.length) > 2 || !letters.test(candidate)) continue;
    if (dictionary.frequencies[dictionary.formTerms[index]!]! > 0 && editDistance(word, candidate) <= 2)
      found.push(candidate);
  }
  return found;
}

/** Edits between two words, swaps of neighbours counting one (optimal string alignment). */
export function editDistance(left: string, right: string): number {
  let older: number[] = [];
  let old = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const same = left[row - 1] === right[column - 1];
      let edits = Math.min(old[column]! + 1, current[column - 1]! + 1, old[column - 1]! + (same ? 0 : 1));
      const swapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (swapped) edits = Math.min(edits, older[column - 2]! + 1);
      current.push(edits);
    }
    older = old;
    old = current;
  }
  return old[right.length]!;
}
