import { type JudgedRanking, type Qrels, type Run, judgeRanking } from './judgments.js';
import { compareCodePoints, rankRun } from './rank-run.js';
import type { TrecMeasure } from './trec-measures.js';

/** One value: of one query, or of all of them (`query` is then `all`). */
export interface TrecValue {
  readonly measure: TrecMeasure;
  readonly query: string;
  readonly value: number;
}

export interface TrecEvaluation {
  /** Grouped by query, queries in the order of their ids. */
  readonly perQuery: readonly TrecValue[];
  readonly summary: readonly TrecValue[];
}

/**
 * Evaluates a run as trec_eval does: over the queries that are in the run and in the qrels, or over all queries of the
 * qrels if `complete` (trec_eval -c: a query that the run lacks counts as an empty list).
 */
export function evaluateRun(
  run: Run,
  qrels: Qrels,
  options: { measures: readonly TrecMeasure[]; complete?: boolean },
): TrecEvaluation {
  const queries = [...qrels.keys()]
    .filter((query) => options.complete === true || run.has(query))
    .sort(compareCodePoints);
  const rankings = queries.map((query) =>
    judgeRanking(rankRun(run.get(query) ?? []), qrels.get(query) ?? new Map<string, number>()),
  );
  return {
    perQuery: queries.flatMap((query, i) =>
      options.measures
        .filter(({ summaryOnly }) => !summaryOnly)
        .map((measure) => ({ measure, query, value: measure.value(rankings[i]!) })),
    ),
    summary: options.measures.map((measure) => ({ measure, query: 'all', value: summarise(measure, rankings) })),
  };
}

/** The line that trec_eval prints for a value. */
export function formatTrecValue({ measure, query, value }: TrecValue): string {
  const text = measure.integer ? value.toFixed(0) : toFixedHalfEven(value).padStart(6);
  return `${measure.name.padEnd(22)}\t${query}\t${text}`;
}

function summarise({ summary, value }: TrecMeasure, rankings: readonly JudgedRanking[]): number {
  const values = rankings.map(value);
  const sum = (terms: readonly number[]): number => terms.reduce((total, term) => total + term, 0);
  if (summary === 'sum') return sum(values);
  if (values.length === 0) return 0;
  if (summary === 'mean') return sum(values) / values.length;
  return Math.exp(sum(values.map((each) => Math.log(Math.max(each, 0.00001)))) / values.length);
}

/** As printf's %.4f: exact ties, which at four digits are the odd multiples of 1/32, go to the even digit. */
function toFixedHalfEven(value: number): string {
  if (Math.abs((value * 32) % 2) !== 1) return value.toFixed(4);
  const below = Math.floor(value * 10_000);
  return ((below % 2 === 0 ? below : below + 1) / 10_000).toFixed(4);
}
