import { EvaluationFileError } from './trec-files.js';

/**
 * Id and words of a query on a line of a file: JSON with `_id` and `text` as in BEIR (`id` and `query` are taken too), or
 * id, tab, text. Throws an EvaluationFileError for any other.
 */
export function queryOfLine(line: string): readonly [id: string, text: string] {
  const [id, text] = line.trimStart().startsWith('{') ? jsonQuery(line) : line.split('\t');
  if (id === undefined || text === undefined) {
    throw new EvaluationFileError('a query line is {"_id": ..., "text": ...} or "id<TAB>text"');
  }
  return [id, text];
}

function jsonQuery(line: string): [string | undefined, string | undefined] {
  let row: Readonly<Record<string, unknown>>;
  try {
    row = JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new EvaluationFileError(`not JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  const id = row['_id'] ?? row['id'];
  const text = row['text'] ?? row['query'];
  return [
    typeof id === 'string' || typeof id === 'number' ? String(id) : undefined,
    typeof text === 'string' ? text : undefined,
  ];
}
