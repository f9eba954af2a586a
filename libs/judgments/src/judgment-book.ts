import { ApiError, invalidArgument } from '@weir/contracts';
import type { Judgments, Qrels } from '@weir/evaluation';
import type { RecordStore, StoredRecord } from '@weir/storage';
import { changeRecord } from './change-record.js';
import { inBatches } from './in-batches.js';
import { queryFault, queryId, queryText } from './query-id.js';
import { checkedName, missing, type NewSet, taken } from './set-key.js';

/** What is kept of a set, apart from its queries. */
interface StoredSet {
  readonly name: string;
  /** ms since 1970. */
  readonly created_at: number;
}

/** A set with what it holds. */
export interface JudgmentSetSummary extends StoredSet {
  readonly key: string;
  /** Queries with a grade. */
  readonly queries: number;
  readonly grades: number;
}

/** One grade as it is kept. */
interface KeptGrade {
  readonly grade: number;
  readonly by: string;
  /** ms since 1970. */
  readonly at: number;
  /** Version of the query's grades with which it was given or taken back. */
  readonly version: number;
}

/** The grades of one query as they are kept: a record each, so that a set may hold any number of them. */
interface StoredGrades {
  readonly id: string;
  readonly query: string;
  readonly grades: Readonly<Record<string, KeptGrade>>;
  /** Version with which each grade that is no more was taken back. */
  readonly withdrawn: Readonly<Record<string, number>>;
}

/** The grades of one query. */
export interface GradedQuery {
  readonly id: string;
  readonly query: string;
  /** 0 where nothing was graded yet. */
  readonly version: number;
  readonly grades: ReadonlyMap<string, KeptGrade>;
}

/** Grades to give for one query. */
export interface Grading {
  readonly query: string;
  /** Undefined takes a grade back. */
  readonly grades: ReadonlyMap<string, number | undefined>;
  /** That was read. Absent: whatever others gave since. */
  readonly version?: number | undefined;
  readonly who: string;
  /** Of the query in files, where it has none yet. @defaultValue computed from its words */
  readonly id?: string;
}

export interface BookOptions {
  readonly records: RecordStore;
  /** Wall clock, ms since 1970. */
  readonly clock: () => number;
}

const sets = 'judgment-sets';
const gradesOf = (key: string): string => `judgments/${key}`;
const highestGrade = 9;

/** Judgment sets, kept in a RecordStore: what was acknowledged is durable, and every change stands in the audit log. */
export class JudgmentBook {
  constructor(private readonly options: BookOptions) {}

  /** By key. */
  async list(): Promise<readonly JudgmentSetSummary[]> {
    const stored = await this.options.records.list(sets);
    return Promise.all(stored.map(({ key, value }) => this.summary(key, value as StoredSet)));
  }

  async create(set: NewSet): Promise<JudgmentSetSummary> {
    const value: StoredSet = { name: checkedName(set), created_at: this.options.clock() };
    const note = { who: set.who, at: value.created_at, action: 'create', reason: '' };
    const written = await this.options.records.put({ collection: sets, key: set.key, expected: 0, value, note });
    if (written.kind === 'conflict') throw taken('judgment set', set.key);
    return { key: set.key, ...value, queries: 0, grades: 0 };
  }

  /** @throws ApiError NOT_FOUND */
  async mustHave(key: string): Promise<void> {
    if ((await this.options.records.get(sets, key)) === undefined) throw missing('judgment set', key);
  }

  /** @throws ApiError NOT_FOUND for the set; a query that nobody graded has no grades */
  async grades(key: string, query: string): Promise<GradedQuery> {
    await this.mustHave(key);
    const record = await this.options.records.get(gradesOf(key), queryId(query));
    return record === undefined
      ? { id: queryId(query), query: queryText(query), version: 0, grades: new Map() }
      : toGraded(record);
  }

  /** Every query with a grade, in the order of their words. */
  async all(key: string): Promise<readonly GradedQuery[]> {
    await this.mustHave(key);
    const records = await this.options.records.list(gradesOf(key));
    const graded = records.map(toGraded).filter(({ grades }) => grades.size > 0);
    return graded.sort((one, other) => (one.query < other.query ? -1 : 1));
  }

  /**
   * Gives grades, or takes them back.
   * @throws ApiError ABORTED, changing nothing, where somebody else graded one of these products since `version`
   */
  async grade(key: string, grading: Grading): Promise<GradedQuery> {
    check(grading);
    await this.mustHave(key);
    const { query, grades, who, version: read } = grading;
    const at = this.options.clock();
    const record = await changeRecord<StoredGrades>(this.options.records, {
      ...{ collection: gradesOf(key), key: queryId(query), who, at, action: 'grade' },
      to: (current) => {
        const before = current?.value as StoredGrades | undefined;
        if (read !== undefined) refuseStale(before, grades.keys(), read);
        const version = (current?.version ?? 0) + 1;
        const kept = new Map(Object.entries(before?.grades ?? {}));
        const withdrawn = { ...before?.withdrawn };
        for (const [product, grade] of grades) {
          if (grade !== undefined) kept.set(product, { grade, by: who, at, version });
          else if (kept.delete(product)) withdrawn[product] = version;
        }
        return {
          id: before?.id ?? grading.id ?? queryId(query),
          query: before?.query ?? queryText(query),
          grades: Object.fromEntries(kept),
          withdrawn,
        };
      },
    });
    return toGraded(record!);
  }

  /** Takes over the judgments of a file; `words` are those of its queries by id. */
  async take(
    key: string,
    { qrels, words, who }: { readonly qrels: Qrels; readonly words: ReadonlyMap<string, string>; readonly who: string },
  ): Promise<{ readonly queries: number; readonly grades: number; readonly unknown: readonly string[] }> {
    await this.mustHave(key);
    const known = [...qrels].flatMap(([id, judgments]): Grading[] => {
      const query = words.get(id);
      // A negative grade says "pooled but not judged", as in trec_eval.
      const grades = new Map([...judgments].filter(([, grade]) => grade >= 0));
      return query === undefined || grades.size === 0 ? [] : [{ id, query, grades, who }];
    });
    // All of it is looked at before any of it is written.
    known.forEach((grading) => {
      check(grading, 'qrels');
    });
    await inBatches(known, (grading) => this.grade(key, grading));
    return {
      queries: known.length,
      grades: known.reduce((sum, { grades }) => sum + grades.size, 0),
      unknown: [...qrels.keys()].filter((id) => !words.has(id)),
    };
  }

  private async summary(key: string, set: StoredSet): Promise<JudgmentSetSummary> {
    const graded = await this.all(key);
    const grades = graded.reduce((sum, query) => sum + query.grades.size, 0);
    return { key, ...set, queries: graded.length, grades };
  }
}

/** The grades as `libs/evaluation` reads them. */
export function judgmentsOf({ grades }: GradedQuery): Judgments {
  return new Map([...grades].map(([product, { grade }]) => [product, grade]));
}

function toGraded({ value, version }: StoredRecord): GradedQuery {
  const { id, query, grades } = value as StoredGrades;
  return { id, query, version, grades: new Map(Object.entries(grades)) };
}

function check({ query, grades }: Grading, field = 'grades'): void {
  const fault = queryFault(query);
  const wrong = [
    ...(fault === undefined ? [] : [{ field: 'query', description: fault }]),
    ...(grades.size >= 1 ? [] : [{ field, description: 'must name at least one product' }]),
    ...(grades.has('') ? [{ field, description: 'must name the product of every grade' }] : []),
    ...[...grades].flatMap(([product, grade]) =>
      grade === undefined || (Number.isInteger(grade) && grade >= 0 && grade <= highestGrade)
        ? []
        : [{ field, description: `must be whole numbers from 0 to ${highestGrade}; ${product} has ${grade}` }],
    ),
  ];
  if (wrong.length > 0) throw invalidArgument(wrong);
}

/** Grades of other products do not touch this one. */
function refuseStale(before: StoredGrades | undefined, products: Iterable<string>, read: number): void {
  for (const product of products) {
    const now = before?.grades[product];
    if ((now?.version ?? before?.withdrawn[product] ?? 0) <= read) continue;
    const what = now === undefined ? 'took its grade back' : `${now.by} gave it ${now.grade}`;
    throw new ApiError(
      'ABORTED',
      `${product} was graded by somebody else meanwhile (${what}): look again, then grade.`,
    );
  }
}
