import type { IndexSchema, ProductState } from '@weir/catalogue';
import { hash32 } from '@weir/text';
import { bm25fParameters, FieldWeights, inverseDocumentFrequency } from './bm25f.js';
import type { QueryStatistics, QueryTerm } from './retriever.js';

/** More occurrences in a field count as this many, as in a posting of the embedded index. */
const mostOccurrences = 127;

/**
 * What each field adds to a product's BM25F, in the schema's order; the sum is its score. A word's score is that of its
 * best term, and a term's is shared by what its occurrences in each field weigh.
 *
 * @param boosts by field name, laid over the schema's
 */
export function fieldScores(
  state: ProductState,
  { terms, documents, averageLength }: QueryStatistics,
  { schema, boosts = {} }: { readonly schema: IndexSchema; readonly boosts?: Readonly<Record<string, number>> },
): readonly number[] {
  const { fields } = schema;
  const { k1, b } = bm25fParameters(schema);
  const laid = fields.map((field, at) => boosts[field] ?? schema.boosts[at]!);
  const weights = new FieldWeights(laid, b, averageLength);
  const frequenciesOf = (hash: number): readonly number[] =>
    fields.map((_, field) => {
      const from = state.ends[field - 1] ?? 0;
      const end = state.ends[field]!;
      const occurrences = state.tokens.subarray(from, end).filter((token) => token === hash >>> 0).length;
      return Math.min(occurrences, mostOccurrences) * weights.at(field, end - from);
    });
  const scoreOf = ({ hash, weight, documentFrequency, companions = [] }: QueryTerm): readonly number[] => {
    const frequencies = frequenciesOf(hash);
    const sum = total(frequencies);
    if (sum === 0 || companions.some((other) => total(frequenciesOf(hash32(other))) === 0))
      return frequencies.map(() => 0);
    const gain = (weight * inverseDocumentFrequency(documents, documentFrequency)) / (k1 + sum);
    return frequencies.map((frequency) => gain * frequency);
  };
  const byWord = new Map<number, readonly number[]>();
  for (const term of terms) {
    const scores = scoreOf(term);
    if (total(scores) > total(byWord.get(term.word) ?? [])) byWord.set(term.word, scores);
  }
  return fields.map((_, field) => total([...byWord.values()].map((scores) => scores[field]!)));
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
