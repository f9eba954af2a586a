import type { PartialPlan } from '@weir/cascade';
import type { PairedEffect } from '@weir/evaluation';
import type { TuningReport } from './report.js';

/** Two-sided, of one comparison: not corrected for the number of Plans that are tried. */
const significant = 0.05;

/** The report for people. A star marks a significant difference. */
export function tableOf(report: TuningReport): string {
  const { catalogue, queries, products, gains, k, steps, start, found } = report;
  const rows = steps.flatMap(({ setting, trials }) =>
    trials.map((trial, at) => {
      const isBefore = Object.keys(trial.change).length === 0;
      return [
        at === 0 ? setting : '',
        isBefore ? '(as before)' : changeInWords(trial.change),
        trial.ndcg.toFixed(4),
        isBefore ? '' : signed(trial.difference),
        isBefore ? '' : `${probability(trial.p)}${trial.p < significant ? '*' : ' '}`,
        trial.p50_ms.toFixed(1),
        [trial.chosen ? 'chosen' : '', trial.within_budgets ? '' : 'too slow'].filter((note) => note !== '').join(', '),
      ];
    }),
  );
  return [
    `${catalogue}: ${queries} judged queries, ${products} products, gains ${gains}`,
    '',
    ...aligned([['step', 'Plan', `NDCG@${k}`, 'difference', 'p', 'p50 ms', ''], ...rows]),
    '',
    `before   NDCG@${k} ${start.ndcg.toFixed(4)}, p50 ${start.p50_ms.toFixed(1)} ms`,
    `found    NDCG@${k} ${found.ndcg.toFixed(4)}, p50 ${found.p50_ms.toFixed(1)} ms: ${effect(found)}`,
    ...validationLines(report),
    ...(start.within_budgets
      ? []
      : [
          'This machine, as it is now, is too slow for the Plan of before. If that is not what it is like: --any-speed',
        ]),
    '',
  ].join('\n');
}

function validationLines({ cross_validation: validation, holds, queries, k }: TuningReport): readonly string[] {
  if (validation === null) {
    return ['unseen   not known: it needs two folds of different queries. The Plan of before is kept.'];
  }
  const { folds, ndcg, optimism, plans } = validation;
  return [
    `unseen   NDCG@${k} ${ndcg.toFixed(4)} by ${folds}-fold cross-validation over ${queries} queries: ${effect(validation)}`,
    `         optimism ${signed(optimism)}; the commonest choice is that of ${plans[0]!.folds} of ${folds} folds`,
    holds
      ? 'chosen   what was found: on unseen queries it is as good as the Plan of before'
      : 'chosen   the Plan of before: what is found on some of these queries loses on the others',
  ];
}

function effect({ difference, low, high, p }: PairedEffect): string {
  const significance = p < significant ? 'significant' : 'not significant';
  return `${signed(difference)} [${signed(low)}, ${signed(high)}], p ${probability(p)}, ${significance}`;
}

/** `{ ranker: { model: null } }` as `ranker.model=null`; several settings of one group in braces. */
export function changeInWords(change: PartialPlan): string {
  return inWords(change, '');
}

function inWords(value: unknown, path: string): string {
  if (typeof value !== 'object' || value === null) return `${path}=${String(value)}`;
  const entries = Object.entries(value);
  const below = (key: string): string => (path === '' ? key : `${path}.${key}`);
  if (path === '' || entries.length === 1)
    return entries.map(([key, member]) => inWords(member, below(key))).join(', ');
  return `${path}={${entries.map(([key, member]) => inWords(member, key)).join(', ')}}`;
}

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column < 2 || column === 6 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!),
      )
      .join('  ')
      .trimEnd(),
  );
}

function signed(value: number): string {
  return (value < 0 ? '' : '+') + value.toFixed(4);
}

function probability(p: number): string {
  return p < 0.001 ? '<.001' : p.toFixed(3);
}
