import type { QueryStatistics } from '../retriever.js';
import type { Dictionary } from './dictionary.js';
import type { ExpandedQuery } from './expand.js';

/** What an expanded query is scored against. */
export interface CorpusStatistics {
  readonly dictionary: Dictionary;
  /** Live products. */
  readonly documents: number;
  /** Mean tokens a product by field. */
  readonly averages: Float64Array;
}

/** The statistics of a query as its answer tells them. */
export function queryStatistics(
  { words }: ExpandedQuery,
  { dictionary, documents, averages }: CorpusStatistics,
): QueryStatistics {
  const { terms, hashes, frequencies } = dictionary;
  return {
    terms: words.flatMap(({ word, terms: expanded }) =>
      expanded.map(({ ordinal, weight, companions }) => ({
        term: terms[ordinal]!,
        hash: hashes[ordinal]!,
        word,
        documentFrequency: frequencies[ordinal]!,
        weight,
        ...(companions && { companions: companions.map((other) => terms[other]!) }),
      })),
    ),
    documents,
    averageLength: averages,
  };
}
