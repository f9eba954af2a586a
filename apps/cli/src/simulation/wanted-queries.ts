import { demoQueries, type JudgedQuery } from '@weir/simulation';
import { readJudgedQueries } from '../evaluation/judged-queries.js';

/** The queries of the flags, else those of the demonstration shop that `weir serve` builds without a catalogue. */
export async function wantedQueries(
  files: { readonly queries?: string; readonly qrels?: string },
  demo: { readonly products: number; readonly seed: number },
): Promise<readonly JudgedQuery[]> {
  const { queries, qrels } = files;
  if (queries !== undefined && qrels !== undefined) return readJudgedQueries({ queries, qrels });
  if (queries !== undefined || qrels !== undefined) {
    throw new Error('Give --queries and --qrels together, or neither for the demonstration shop.');
  }
  return demoQueries(demo);
}
