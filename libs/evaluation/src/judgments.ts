/** Grade by product (or document) of one query. A product that is not in it was not judged. */
export type Judgments = ReadonlyMap<string, number>;

/** Judgments by query. */
export type Qrels = ReadonlyMap<string, Judgments>;

export interface ScoredDocument {
  readonly id: string;
  readonly score: number;
}

/** Scored documents by query, in any order. */
export type Run = ReadonlyMap<string, readonly ScoredDocument[]>;

/** What a metric reads of one query's ranking: grades only. */
export interface JudgedRanking {
  /** Grade of each retrieved document, best first; NaN where it was not judged. */
  readonly grades: Float64Array;
  /** Grades of all judged documents of the query, retrieved or not, in descending order. */
  readonly pool: Float64Array;
}

/** Looks up the grade of each id of a ranking, best first. Negative grades mean "pooled but not judged", as in trec_eval. */
export function judgeRanking(ids: readonly string[], judgments: Judgments): JudgedRanking {
  const pool = Float64Array.from(judgments.values())
    .filter((grade) => grade >= 0)
    .sort()
    .reverse();
  const grades = Float64Array.from(ids, (id) => {
    const grade = judgments.get(id) ?? NaN;
    return grade >= 0 ? grade : NaN;
  });
  return { grades, pool };
}
