import type { ScoredDocument } from './judgments.js';

/** A line that is not what its file's format says. */
export class EvaluationFileError extends Error {
  override readonly name = 'EvaluationFileError';
}

/** Collects the lines of a run file, `query Q0 document rank score run`; the rank is not read (see `rankRun`). */
export class RunCollector {
  readonly run = new Map<string, ScoredDocument[]>();
  /** The run's name, from the last line. */
  runId = '';
  readonly #seen = new Set<string>();

  /** Throws an EvaluationFileError for a line that is malformed or names a document twice for one query. */
  add(line: string): void {
    if (isBlank(line)) return;
    const [query, , id, , scoreText, runId] = line.trim().split(/\s+/);
    const score = Number(scoreText);
    if (
      query === undefined ||
      id === undefined ||
      scoreText === undefined ||
      runId === undefined ||
      Number.isNaN(score)
    ) {
      throw new EvaluationFileError('a run line is "query Q0 document rank score name", separated by white space');
    }
    refuseRepeat(this.#seen, query, id);
    this.runId = runId;
    const documents = this.run.get(query);
    if (documents === undefined) this.run.set(query, [{ id, score }]);
    else documents.push({ id, score });
  }
}

/**
 * Collects the lines of a qrels file: TREC's `query 0 document grade`, or BEIR's three tab-separated columns under a
 * header that starts with `query-id`. The first line decides.
 */
export class QrelsCollector {
  readonly qrels = new Map<string, Map<string, number>>();
  readonly #seen = new Set<string>();
  #beir: boolean | undefined;

  /** Throws an EvaluationFileError for a line that is malformed or judges a document twice for one query. */
  add(line: string): void {
    if (isBlank(line)) return;
    if (this.#beir === undefined) {
      this.#beir = line.startsWith('query-id') || line.split('\t').length === 3;
      if (line.startsWith('query-id')) return;
    }
    const [query, id, gradeText] = this.#beir ? line.replace(/\r$/, '').split('\t') : trecColumns(line);
    const grade = Number(gradeText);
    if (
      query === undefined ||
      id === undefined ||
      gradeText === undefined ||
      gradeText.trim() === '' ||
      Number.isNaN(grade)
    ) {
      throw new EvaluationFileError(
        this.#beir
          ? 'a BEIR qrels line is "query-id<TAB>corpus-id<TAB>score"'
          : 'a TREC qrels line is "query 0 document grade"',
      );
    }
    refuseRepeat(this.#seen, query, id);
    const judgments = this.qrels.get(query);
    if (judgments === undefined) this.qrels.set(query, new Map([[id, grade]]));
    else judgments.set(id, grade);
  }
}

function trecColumns(line: string): (string | undefined)[] {
  const [query, , id, grade] = line.trim().split(/\s+/);
  return [query, id, grade];
}

function refuseRepeat(seen: Set<string>, query: string, id: string): void {
  const key = `${query}\t${id}`;
  if (seen.has(key)) throw new EvaluationFileError(`document ${id} is given twice for query ${query}`);
  seen.add(key);
}

/** As trec_eval, passes over empty lines and those that begin with #. */
function isBlank(line: string): boolean {
  return line.trim() === '' || line.startsWith('#');
}
