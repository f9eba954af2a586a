import { averageMeasured, type Measured } from '@weir/evaluation';
import type { Comparison, StageResult } from './measure.js';

/** What `weir eval --json` prints: metric names carry their cut-off, times are in ms. */
export interface EvaluationReport {
  readonly catalogue: string;
  readonly products: number;
  readonly pool: boolean;
  readonly gains: string;
  readonly stages: readonly Readonly<Record<string, number | string>>[];
  readonly baselines: Readonly<Record<'random' | 'ideal', Readonly<Record<string, number>>>>;
  readonly comparisons: readonly Comparison[];
}

export interface Evaluated {
  readonly results: readonly StageResult[];
  readonly random: readonly Measured[];
  readonly ideal: readonly Measured[];
  readonly comparisons: readonly Comparison[];
  readonly k: number;
}

export function reportOf(
  evaluated: Evaluated,
  about: Pick<EvaluationReport, 'catalogue' | 'products' | 'pool' | 'gains'>,
): EvaluationReport {
  const { results, random, ideal, comparisons, k } = evaluated;
  return {
    ...about,
    stages: results.map(({ stage, perQuery, ms, degraded }) => ({
      stage,
      queries: perQuery.length,
      ...metrics(perQuery, k),
      p50_ms: round(quantile(ms, 0.5)),
      p95_ms: round(quantile(ms, 0.95)),
      ...(degraded > 0 && { degraded_queries: degraded }),
    })),
    baselines: { random: metrics(random, k), ideal: metrics(ideal, k) },
    comparisons,
  };
}

/** The report for people: one line a stage, with what it adds to the stage before. */
export function tableOf({ catalogue, products, pool, gains, ...report }: EvaluationReport): string {
  const names = Object.keys(report.baselines.ideal);
  const queries = report.stages[0]?.['queries'] ?? 0;
  const row = (name: string, cells: readonly string[]): string => `${name.padEnd(10)}${cells.join('')}`;
  const numbers = (of: Readonly<Record<string, number | string>>): string[] =>
    names.map((name) => Number(of[name]).toFixed(4).padStart(15));
  const lines = report.stages.map((stage) => {
    const times = ['p50_ms', 'p95_ms'].map((name) => Number(stage[name]).toFixed(1).padStart(10));
    const before = report.comparisons.find(({ to }) => to === stage['stage']);
    return row(String(stage['stage']), [
      ...numbers(stage),
      ...times,
      before === undefined ? '' : `  ${effectOf(before)}`,
    ]);
  });
  return [
    `${catalogue}: ${queries} judged queries, ${pool ? 'judged pool' : `${products} products`}, gains ${gains}`,
    row('stage', [
      ...names.map((name) => name.padStart(15)),
      '    p50_ms',
      '    p95_ms',
      '  difference to the stage before',
    ]),
    row('random', numbers(report.baselines.random)),
    ...lines,
    row('ideal', numbers(report.baselines.ideal)),
    '',
  ].join('\n');
}

function effectOf({ from, difference, low, high, p }: Comparison): string {
  const signed = (value: number): string => (value < 0 ? '' : '+') + value.toFixed(4);
  return `${signed(difference)} to ${from} [${signed(low)}, ${signed(high)}] p=${p < 0.001 ? '<.001' : p.toFixed(3)}`;
}

function metrics(perQuery: readonly Measured[], k: number): Record<string, number> {
  const { ndcg, reciprocalRank, recall } = averageMeasured(perQuery);
  return { [`ndcg_at_${k}`]: ndcg, [`mrr_at_${k}`]: reciprocalRank, recall_at_100: recall };
}

/** The smallest value that at least this share of them does not exceed; NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
