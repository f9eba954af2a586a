import {
  type AddQueriesRequest,
  type AddQueriesResponse,
  type CancelQueryRunRequest,
  type CancelQueryRunResponse,
  type CreateJudgmentSetRequest,
  type CreateJudgmentSetResponse,
  type CreateQuerySetRequest,
  type CreateQuerySetResponse,
  type ExportJudgmentsRequest,
  type ExportJudgmentsResponse,
  type GetGradesRequest,
  type GetGradesResponse,
  type GetQueryRunRequest,
  type GetQueryRunResponse,
  type GetQuerySetRequest,
  type GetQuerySetResponse,
  type ImportJudgmentsRequest,
  type ImportJudgmentsResponse,
  invalidArgument,
  type ListJudgmentSetsResponse,
  type ListQueryRunsRequest,
  type ListQueryRunsResponse,
  type ListQuerySetsResponse,
  type RemoveQueriesRequest,
  type RemoveQueriesResponse,
  type SetGradesRequest,
  type SetGradesResponse,
  type StartQueryRunRequest,
  type StartQueryRunResponse,
} from '@weir/contracts';
import { readQrelsText, readQueriesText, readQueryLines, writeQrels, writeQueries } from '../files.js';
import type { JudgmentBook } from '../judgment-book.js';
import type { QuerySetBook } from '../query-set-book.js';
import type { QueryRunner } from '../run/query-runner.js';
import type { RunBook } from '../run/run-book.js';
import { toGrades, toJudgmentSet, toQuerySet, toRun } from './messages.js';

export interface JudgmentParts {
  readonly judgments: JudgmentBook;
  readonly querySets: QuerySetBook;
  readonly runs: RunBook;
  readonly runner: QueryRunner;
  /** Told after every change. */
  readonly changed: () => void;
}

const mostGrades = 1000;

/** Judgments, query sets and runs as the API offers them, whichever transport a request came by. */
export class JudgmentApi {
  constructor(private readonly parts: JudgmentParts) {}

  async listJudgmentSets(): Promise<ListJudgmentSetsResponse> {
    return { judgment_sets: (await this.parts.judgments.list()).map(toJudgmentSet) };
  }

  async createJudgmentSet({ key, name, author }: CreateJudgmentSetRequest): Promise<CreateJudgmentSetResponse> {
    const set = await this.parts.judgments.create({ key, name, who: named(author) });
    this.parts.changed();
    return { judgment_set: toJudgmentSet(set) };
  }

  async getGrades({ key, query }: GetGradesRequest): Promise<GetGradesResponse> {
    return { grades: toGrades(await this.parts.judgments.grades(key, query)) };
  }

  async setGrades({ key, query, grades, version, author }: SetGradesRequest): Promise<SetGradesResponse> {
    if (grades.length > mostGrades)
      throw invalidArgument([{ field: 'grades', description: `must be at most ${mostGrades}` }]);
    const byProduct = new Map(grades.map(({ product_id: product, grade }) => [product, grade]));
    if (byProduct.size < grades.length)
      throw invalidArgument([{ field: 'grades', description: 'must name each product once' }]);
    const graded = await this.parts.judgments.grade(key, { query, grades: byProduct, version, who: named(author) });
    this.parts.changed();
    return { grades: toGrades(graded) };
  }

  async importJudgments(request: ImportJudgmentsRequest): Promise<ImportJudgmentsResponse> {
    const { key, qrels, queries, query_set: querySet, author } = request;
    if (queries === '' && querySet === '')
      throw invalidArgument([{ field: 'queries', description: 'give the words of the queries, or a query set' }]);
    const words =
      queries === ''
        ? new Map((await this.parts.querySets.get(querySet)).queries.map(({ id, text }) => [id, text]))
        : readQueriesText(queries);
    const taken = await this.parts.judgments.take(key, { qrels: readQrelsText(qrels), words, who: named(author) });
    this.parts.changed();
    return { queries: taken.queries, grades: taken.grades, unknown: taken.unknown.slice(0, 20) };
  }

  async exportJudgments({ key, format }: ExportJudgmentsRequest): Promise<ExportJudgmentsResponse> {
    const graded = await this.parts.judgments.all(key);
    return { qrels: writeQrels(graded, format), queries: writeQueries(graded) };
  }

  async listQuerySets(): Promise<ListQuerySetsResponse> {
    return { query_sets: (await this.parts.querySets.list()).map(toQuerySet) };
  }

  async createQuerySet(request: CreateQuerySetRequest): Promise<CreateQuerySetResponse> {
    const { key, name, judgment_set: judgmentSet, author } = request;
    if (judgmentSet !== '') await this.parts.judgments.mustHave(judgmentSet);
    const set = await this.parts.querySets.create({ key, name, judgmentSet, who: named(author) });
    this.parts.changed();
    return { query_set: toQuerySet(set) };
  }

  async getQuerySet({ key }: GetQuerySetRequest): Promise<GetQuerySetResponse> {
    const { set, queries } = await this.parts.querySets.get(key);
    return { query_set: toQuerySet(set), queries: [...queries] };
  }

  async addQueries({ key, queries, file, author }: AddQueriesRequest): Promise<AddQueriesResponse> {
    const all = [...queries, ...(file === '' ? [] : readQueryLines(file))];
    const { added, known, set } = await this.parts.querySets.add(key, { queries: all, who: named(author) });
    this.parts.changed();
    return { added, known, query_set: toQuerySet(set) };
  }

  async removeQueries({ key, queries, author }: RemoveQueriesRequest): Promise<RemoveQueriesResponse> {
    const { removed, set } = await this.parts.querySets.remove(key, { queries, who: named(author) });
    this.parts.changed();
    return { removed, query_set: toQuerySet(set) };
  }

  async startQueryRun(request: StartQueryRunRequest): Promise<StartQueryRunResponse> {
    const { key, plans, judgment_set: judgmentSet, author } = request;
    const run = await this.parts.runner.start({
      ...{ querySet: key, judgmentSet, who: named(author) },
      plans: plans.map(({ name, plan = {} }) => ({ name, plan })),
    });
    this.parts.changed();
    return { run: toRun(run) };
  }

  async listQueryRuns({ key }: ListQueryRunsRequest): Promise<ListQueryRunsResponse> {
    return { runs: (await this.parts.runner.list(key)).map(toRun) };
  }

  async getQueryRun({ id }: GetQueryRunRequest): Promise<GetQueryRunResponse> {
    const run = await this.parts.runner.get(id);
    const queries = run.state === 'done' ? await this.parts.runs.queries(id) : [];
    const told = queries.map(({ measures, ...query }) => ({ ...query, measures: [...measures] }));
    return { run: toRun(run), queries: told };
  }

  async cancelQueryRun({ id }: CancelQueryRunRequest): Promise<CancelQueryRunResponse> {
    return { run: toRun(await this.parts.runner.cancel(id)) };
  }
}

function named(author: string): string {
  return author.trim() === '' ? 'unknown' : author.trim().slice(0, 200);
}
