import type { QueryStatistics } from '@weir/retrieval';
import { analyzeQuery, hasDigit } from '@weir/text';
import { negatedWords, type NegatedWords } from './negated-words.js';

/** Saturation and length normalisation of BM25 (Robertson and Zaragoza, The probabilistic relevance framework, 2009). */
export const bm25 = { k1: 1.2, b: 0.75 } as const;

/** Buckets of the hash table over query terms; a power of two, large enough that most product tokens miss at once. */
const buckets = 4096;

/**
 * A query made ready for matching against hashed tokens. Words are the query's; terms are what stands for them in the
 * index (the stem, a compound it belongs to, prefix and typo expansions). Terms of one hash are one entry.
 */
export interface QueryProfile extends NegatedWords {
  readonly words: number;
  /** Largest idf of each word's terms, weighted; that of an unseen word where it has none. */
  readonly wordIdf: Float64Array;
  /** The same, 0 for what the query does not ask for: a negation and what it negates. */
  readonly askedIdf: Float64Array;
  readonly totalIdf: number;
  /** 1 for each word. */
  readonly wordOne: Float64Array;
  /** The word with the largest idf; -1 without words. */
  readonly rarestWord: number;
  /** 1 for a word that itself contains a digit, else 0. */
  readonly isNumber: Float64Array;
  /** 1 for a word that is part of a term of letters and digits: a model number, a size, a measure. */
  readonly isCode: Float64Array;
  readonly terms: readonly ProfileTerm[];
  readonly termHash: Uint32Array;
  /** First term of each bucket (hash modulo its length), -1 if none; `nextTerm` chains the rest. */
  readonly firstTerm: Int16Array;
  readonly nextTerm: Int16Array;
}

interface ProfileTerm {
  readonly hash: number;
  readonly idf: number;
  /** Words that it stands for, ascending, and how well (1 exact, less for a typo or a prefix). */
  readonly words: readonly number[];
  readonly weights: readonly number[];
  /** The words as stretches of neighbours, first and last inclusive: a joined compound covers several words. */
  readonly stretches: readonly (readonly [first: number, last: number])[];
}

export function profileQuery(query: string, statistics: QueryStatistics): QueryProfile {
  const analyzed = analyzeQuery(query);
  const words = statistics.terms.reduce((most, { word }) => Math.max(most, word + 1), analyzed.length);
  const terms = mergeByHash(statistics);
  const wordIdf = new Float64Array(words).fill(inverseDocumentFrequency(0, statistics.documents));
  const seen = new Uint8Array(words);
  for (const { idf, words: own, weights } of terms) {
    own.forEach((word, at) => {
      const value = weights[at]! * idf;
      wordIdf[word] = seen[word] === 1 ? Math.max(wordIdf[word]!, value) : value;
      seen[word] = 1;
    });
  }
  const negation = negatedWords(analyzed, words);
  return {
    ...negation,
    words,
    wordIdf,
    askedIdf: wordIdf.map((idf, word) => idf * negation.asked[word]!),
    totalIdf: wordIdf.reduce((sum, idf) => sum + idf, 0),
    rarestWord: wordIdf.indexOf(Math.max(...wordIdf)),
    wordOne: new Float64Array(words).fill(1),
    isNumber: Float64Array.from({ length: words }, (_, word) =>
      Number(hasDigit(analyzed[word]?.alternatives[0]?.hash ?? 0)),
    ),
    isCode: Float64Array.from({ length: words }, (_, word) =>
      Number(
        analyzed[word]?.alternatives.some(({ term, kind }) => kind !== 'joined' && lettersAndDigits.test(term)) ??
          false,
      ),
    ),
    terms,
    termHash: Uint32Array.from(terms, ({ hash }) => hash),
    ...chain(terms),
  };
}

const lettersAndDigits = /\p{L}.*\d|\d.*\p{L}/u;

/** BM25's idf, never negative: log(1 + (N - df + 0.5) / (df + 0.5)). */
function inverseDocumentFrequency(documentFrequency: number, documents: number): number {
  return Math.log(1 + (Math.max(0, documents - documentFrequency) + 0.5) / (documentFrequency + 0.5));
}

function mergeByHash({ terms, documents }: QueryStatistics): readonly ProfileTerm[] {
  const merged = new Map<number, { idf: number; weights: Map<number, number> }>();
  for (const { hash, documentFrequency, word, weight } of terms) {
    const key = hash >>> 0;
    let entry = merged.get(key);
    if (entry === undefined) {
      entry = { idf: inverseDocumentFrequency(documentFrequency, documents), weights: new Map() };
      merged.set(key, entry);
    }
    entry.weights.set(word, Math.max(weight, entry.weights.get(word) ?? 0));
  }
  return [...merged].map(([hash, { idf, weights }]) => {
    const words = [...weights.keys()].sort((a, b) => a - b);
    return { hash, idf, words, weights: words.map((word) => weights.get(word)!), stretches: stretchesOf(words) };
  });
}

function stretchesOf(words: readonly number[]): readonly (readonly [number, number])[] {
  const stretches: [number, number][] = [];
  for (const word of words) {
    const last = stretches.at(-1);
    if (last?.[1] === word - 1) last[1] = word;
    else stretches.push([word, word]);
  }
  return stretches;
}

function chain(terms: readonly ProfileTerm[]): Pick<QueryProfile, 'firstTerm' | 'nextTerm'> {
  const firstTerm = new Int16Array(buckets).fill(-1);
  const nextTerm = new Int16Array(terms.length);
  terms.forEach(({ hash }, term) => {
    const bucket = hash & (buckets - 1);
    nextTerm[term] = firstTerm[bucket]!;
    firstTerm[bucket] = term;
  });
  return { firstTerm, nextTerm };
}
