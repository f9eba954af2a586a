import type { ExpandedQuery } from '../words/expand.js';
import type { Dictionary } from '../words/dictionary.js';
import { allText, textField } from './mapping.js';

/**
 * The words of a query as clauses: every word that matches counts, by the best of its terms, a term by the sum of its
 * BM25 over the fields. Undefined where no word is in the index.
 */
export function lexicalQuery(
  { words }: ExpandedQuery,
  dictionary: Dictionary,
  boosts: readonly number[],
): object | undefined {
  const terms = words.reduce(
    (count, word) => word.terms.reduce((sum, { companions = [] }) => sum + 1 + companions.length, count),
    0,
  );
  if (terms === 0) return undefined;
  const fields =
    terms * boosts.length > mostClauses
      ? [{ field: allText, boost: 1 }]
      : boosts.map((boost, field) => ({ field: textField(field), boost }));
  const anywhere = (term: string, weight: number): object => ({
    bool: { should: fields.map(({ field, boost }) => ({ term: { [field]: { value: term, boost: boost * weight } } })) },
  });
  const best = (word: ExpandedQuery['words'][number]): object => ({
    dis_max: {
      queries: word.terms.map(({ ordinal, weight, companions = [] }) => {
        const own = anywhere(dictionary.terms[ordinal]!, weight);
        const beside = companions.map((other) => anywhere(dictionary.terms[other]!, 1));
        return beside.length === 0 ? own : { bool: { must: [own], filter: beside } };
      }),
    },
  });
  return { bool: { should: words.map(best) } };
}

/** OpenSearch takes 1,024 clauses a query unless told otherwise. */
const mostClauses = 900;
