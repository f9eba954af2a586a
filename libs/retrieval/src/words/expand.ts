import { analyzeQuery } from '@weir/text';
import type { QueryWord } from '@weir/text';
import { inverseDocumentFrequency } from '../bm25f.js';
import type { Dictionary } from './dictionary.js';
import { selectBest } from '../select.js';
import type { FormOrder } from './form-order.js';
import { type Synonym, type Synonyms, synonymsOf } from './synonyms.js';
import { correct, splitWord } from './typo.js';

/** A term of the index that stands for a word of a query; `weight` as in `QueryTerm`. */
interface ExpandedTerm {
  readonly ordinal: number;
  readonly weight: number;
  /** Ordinals of terms that a product must have as well for this one to count. */
  readonly companions?: readonly number[];
}

/** A word of the query with the terms that stand for it. A word that is read as several has one entry each. */
interface ExpandedWord {
  /** Word of the query, from 0; words that match nothing leave a gap. */
  readonly word: number;
  readonly terms: readonly ExpandedTerm[];
}

export interface ExpandedQuery {
  /** Words that match anything. */
  readonly words: readonly ExpandedWord[];
  readonly corrections: readonly { readonly from: string; readonly to: string }[];
}

export interface Terms {
  readonly dictionary: Dictionary;
  readonly order: FormOrder;
}

export interface Expansion {
  readonly prefix: boolean;
  readonly typos: boolean;
  /** Live products. */
  readonly documents: number;
  /** @defaultValue none */
  readonly synonyms?: Synonyms | undefined;
}

/** The terms of the index that a query's words stand for. */
export function expandQuery(query: string, expansion: Expansion, { dictionary, order }: Terms): ExpandedQuery {
  const corpus = { dictionary, order, documents: expansion.documents };
  const corrections: { from: string; to: string }[] = [];
  const analyzed = analyzeQuery(query);
  const stated = expansion.synonyms === undefined ? [] : synonymsOf(analyzed, expansion.synonyms);
  let added = analyzed.length;
  const words = analyzed.flatMap((word, index): ExpandedWord[] => {
    const terms = indexedTerms(word, dictionary);
    const own = stated.filter(({ first, last }) => first <= index && index <= last);
    addSynonyms(
      own.map(({ synonym }) => synonym),
      terms,
      corpus,
    );
    // Behind a space the last word is finished.
    const open = expansion.prefix && index === analyzed.length - 1 && word.end === query.length;
    if (open) addPrefixed(word, terms, corpus);
    if (terms.length > 0 || !expansion.typos) return [{ word: index, terms }];
    const near = correct(word.form, dictionary, order);
    const parts = near[0]?.edits === 1 ? undefined : splitWord(word.form, dictionary);
    if (parts !== undefined) {
      corrections.push({ from: word.form, to: parts.join(' ') });
      // Both count in full: the second is numbered as a word of its own, behind those of the query.
      const [first, second] = parts.map((part) => [{ ordinal: dictionary.findForm(part), weight: 1 }]);
      return [
        { word: index, terms: first! },
        { word: added++, terms: second! },
      ];
    }
    if (near.length > 0) corrections.push({ from: word.form, to: near[0]!.form });
    return [{ word: index, terms: near.map(({ ordinal, edits }) => ({ ordinal, weight: edits === 1 ? 0.8 : 0.6 })) }];
  });
  return { words: words.filter(({ terms }) => terms.length > 0), corrections };
}

function indexedTerms(word: QueryWord, dictionary: Dictionary): ExpandedTerm[] {
  const terms: ExpandedTerm[] = [];
  for (const { hash } of word.alternatives) {
    const ordinal = dictionary.find(hash);
    if (ordinal >= 0 && dictionary.frequencies[ordinal]! > 0) terms.push({ ordinal, weight: 1 });
  }
  return terms;
}

interface Corpus extends Terms {
  readonly documents: number;
}

/**
 * Adds what else stands for the word, none worth more than the word itself where that is in the index. Of several words
 * the rarest stands for it, where a product has the others too.
 */
function addSynonyms(synonyms: readonly Synonym[], terms: ExpandedTerm[], { dictionary, documents }: Corpus): void {
  const { frequencies } = dictionary;
  const idf = (ordinal: number): number => inverseDocumentFrequency(documents, frequencies[ordinal]!);
  const worth = terms.length === 0 ? Infinity : Math.max(...terms.map(({ ordinal }) => idf(ordinal)));
  for (const hashes of synonyms) {
    const ordinals = [...new Set(hashes.map((hash) => dictionary.find(hash)))];
    if (ordinals.some((ordinal) => ordinal < 0 || frequencies[ordinal] === 0)) continue;
    const rarest = ordinals.reduce((one, other) => (frequencies[other]! < frequencies[one]! ? other : one));
    const companions = ordinals.filter((ordinal) => ordinal !== rarest);
    const isKnown = ({ ordinal, companions: others = [] }: ExpandedTerm): boolean =>
      ordinal === rarest && others.every((other) => companions.includes(other));
    if (terms.some(isKnown)) continue;
    const weight = Math.min(1, worth / idf(rarest));
    terms.push({ ordinal: rarest, weight, ...(companions.length > 0 && { companions }) });
  }
}

/** Adds the most frequent terms that the word begins, none worth more than a part of the word itself. */
function addPrefixed(word: QueryWord, terms: ExpandedTerm[], { dictionary, order, documents }: Corpus): void {
  if (word.form.length < shortestPrefix) return;
  const { frequencies } = dictionary;
  const known = new Set(terms.map(({ ordinal }) => ordinal));
  const begun: number[] = [];
  for (const form of order.startingWith(word.form)) {
    const ordinal = dictionary.formTerms[form]!;
    if (frequencies[ordinal]! > 0 && !known.has(ordinal)) begun.push(ordinal);
  }
  const longer = [
    ...new Set(selectBest(Uint32Array.from(begun), prefixForms, { scores: frequencies, ids: dictionary.terms })),
  ];
  longer.length = Math.min(longer.length, prefixTerms);
  if (longer.length === 0) return;
  const exact = terms[0];
  const reference = exact === undefined ? longer : [exact.ordinal];
  const frequency = reference.reduce((sum, ordinal) => sum + frequencies[ordinal]!, 0);
  const worth = prefixWeight * inverseDocumentFrequency(documents, Math.min(documents, frequency));
  for (const ordinal of longer) {
    const own = inverseDocumentFrequency(documents, frequencies[ordinal]!);
    terms.push({ ordinal, weight: Math.min(prefixWeight, worth / own) });
  }
}

const prefixTerms = 24;
/** Forms looked at for them: several may be of one term. */
const prefixForms = 64;
const prefixWeight = 0.5;
/** Shorter prefixes say nothing: they begin a tenth of the dictionary. */
const shortestPrefix = 3;
