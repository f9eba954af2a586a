import { type Judgments, readQrels, readQueries } from '@weir/evaluation';

export interface JudgedQuery {
  readonly id: string;
  readonly text: string;
  readonly judgments: Judgments;
}

/** The queries of a file that have judgments, in the file's order, at most `limit`. */
export async function readJudgedQueries(files: {
  readonly queries: string;
  readonly qrels: string;
  readonly limit?: number;
}): Promise<readonly JudgedQuery[]> {
  const [queries, qrels] = await Promise.all([readQueries(files.queries), readQrels(files.qrels)]);
  const judged = [...queries].flatMap(([id, text]) => {
    const judgments = qrels.get(id);
    return judgments === undefined ? [] : [{ id, text, judgments }];
  });
  if (judged.length === 0) {
    throw new Error(`No query of ${files.queries} has judgments in ${files.qrels}: are they of one set?`);
  }
  return judged.slice(0, files.limit);
}
