import { ApiError, invalidArgument } from '@weir/contracts';
import { EvaluationFileError, type Qrels, QrelsCollector, queryOfLine } from '@weir/evaluation';
import type { GradedQuery } from './judgment-book.js';
import { queryId } from './query-id.js';

/**
 * Reads TREC or BEIR qrels.
 * @throws ApiError INVALID_ARGUMENT with the line
 */
export function readQrelsText(text: string): Qrels {
  const collector = new QrelsCollector();
  eachLine('qrels', text, (line) => {
    collector.add(line);
  });
  return collector.qrels;
}

/** Reads words of queries by id: JSON Lines with `_id` and `text`, or lines of id, tab, text. */
export function readQueriesText(text: string, field = 'queries'): ReadonlyMap<string, string> {
  const queries = new Map<string, string>();
  eachLine(field, text, (line) => {
    if (line.trim() === '') return;
    const [id, words] = queryOfLine(line);
    queries.set(id, words);
  });
  return queries;
}

/** The same, where a line may also be the words alone. */
export function readQueryLines(text: string): readonly { readonly id: string; readonly text: string }[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const plain = lines.every((line) => !line.includes('\t') && !line.trimStart().startsWith('{'));
  if (plain) return lines.map((line) => ({ id: '', text: line }));
  return [...readQueriesText(text, 'file')].map(([id, words]) => ({ id, text: words }));
}

/**
 * Judgments as a file.
 * @throws ApiError INVALID_ARGUMENT where the format cannot hold an id
 */
export function writeQrels(queries: readonly GradedQuery[], format: string): string {
  if (format !== '' && format !== 'trec' && format !== 'beir')
    throw invalidArgument([{ field: 'format', description: 'must be trec or beir' }]);
  const beir = format === 'beir';
  const lines = withUniqueIds(queries).flatMap(({ id, grades }) =>
    [...grades].map(([product, { grade }]) => {
      if (beir) return `${id}\t${product}\t${grade}`;
      if (/\s/.test(id) || /\s/.test(product))
        throw new ApiError('INVALID_ARGUMENT', `${id} ${product}: TREC's columns cannot hold white space.`, [
          { field: 'format', description: 'the ids hold white space: take beir' },
        ]);
      return `${id} 0 ${product} ${grade}`;
    }),
  );
  return [...(beir ? ['query-id\tcorpus-id\tscore'] : []), ...lines, ''].join('\n');
}

/** The words of the queries as JSON Lines, as BEIR has them. */
export function writeQueries(queries: readonly GradedQuery[]): string {
  return withUniqueIds(queries)
    .map(({ id, query }) => `${JSON.stringify({ _id: id, text: query })}\n`)
    .join('');
}

/** Two imports may have used one id for different queries: the later then has the one that follows from its words. */
function withUniqueIds(queries: readonly GradedQuery[]): readonly GradedQuery[] {
  const seen = new Set<string>();
  return queries.map((query) => {
    const id = seen.has(query.id) ? queryId(query.query) : query.id;
    seen.add(id);
    return { ...query, id };
  });
}

function eachLine(field: string, text: string, take: (line: string) => void): void {
  text.split(/\r?\n/).forEach((line, at) => {
    try {
      take(line);
    } catch (error) {
      if (!(error instanceof EvaluationFileError)) throw error;
      throw invalidArgument([{ field, description: `line ${at + 1}: ${error.message}` }]);
    }
  });
}
