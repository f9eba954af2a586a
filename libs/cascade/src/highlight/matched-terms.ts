import { inverseDocumentFrequency, type QueryStatistics } from '@weir/retrieval';

/** A term that the search matched products by. */
export interface MatchedTerm {
  readonly term: string;
  /** As in `QueryTerm`. */
  readonly word: number;
  /** What a product gets for having it: the rarer the term, the more. */
  readonly worth: number;
  /** Matched only beside this term, as the others of a synonym of several words are. */
  readonly beside?: string;
}

export function matchedTerms({ terms, documents }: QueryStatistics): readonly MatchedTerm[] {
  return terms.flatMap(({ term, word, weight, documentFrequency, companions = [] }) => {
    const worth = weight * inverseDocumentFrequency(documents, documentFrequency);
    return [{ term, word, worth }, ...companions.map((other) => ({ term: other, word, worth, beside: term }))];
  });
}

/** The terms of two searches for one query. */
export function eitherTerms(a: readonly MatchedTerm[], b: readonly MatchedTerm[]): readonly MatchedTerm[] {
  const isIn = ({ term, word, beside }: MatchedTerm): boolean =>
    a.some((own) => own.term === term && own.word === word && own.beside === beside);
  return [...a, ...b.filter((other) => !isIn(other))];
}
