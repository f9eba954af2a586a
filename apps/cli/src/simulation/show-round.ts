import type { GetResultsResponse } from '@weir/contracts';
import type { Round } from './watch.js';

const columns = [7, 16, 19, 20, 22, 9, 12, 12] as const;
const headings = ['round', 'units', 'CTR', 'effect', 'always valid', 'p', 'conversion', 'revenue'] as const;

/** The heading of the rounds. */
export function showHeading(): string {
  return `${row([...headings, ''])}\n`;
}

/** One line a round: CTR with its confidence sequence, the effect on conversion and revenue, what to do. */
export function showRound({ round, results, recommendation }: Round): string {
  const ctr = metricOf(results, 'ctr');
  const [control, other] = ctr?.variants ?? [];
  const comparison = other?.comparison;
  const { low, high } = comparison?.sequential ?? {};
  return `${row([
    String(round),
    results.variants.map(({ units }) => String(units)).join(' / '),
    `${rate(control?.value)} / ${rate(other?.value)}`,
    effectOf(results, 'ctr'),
    comparison?.problem === '' ? `${signed(low, '-inf')} .. ${signed(high, 'inf')}` : '',
    comparison?.problem === '' ? pValue(comparison.sequential_p_value) : '',
    effectOf(results, 'conversion'),
    effectOf(results, 'revenue_per_shopper'),
    recommendation.action.replaceAll('_', ' '),
  ])}\n`;
}

function metricOf(results: GetResultsResponse, key: string): GetResultsResponse['metrics'][number] | undefined {
  return results.metrics.find(({ metric }) => metric === key);
}

function effectOf(results: GetResultsResponse, key: string): string {
  const comparison = metricOf(results, key)?.variants[1]?.comparison;
  if (comparison === undefined) return '';
  return comparison.problem === '' ? signed(comparison.effect, '') : '-';
}

function rate(value: number | undefined): string {
  return value === undefined ? '' : `${(100 * value).toFixed(1)} %`;
}

function pValue(value: number): string {
  return value < 1e-4 ? '<.0001' : value.toFixed(4);
}

function signed(share: number | undefined, absent: string): string {
  return share === undefined ? absent : `${share >= 0 ? '+' : ''}${(100 * share).toFixed(1)} %`;
}

function row(cells: readonly string[]): string {
  return cells
    .map((cell, index) => `${cell.padEnd((columns[index] ?? 2) - 2)}  `)
    .join('')
    .trimEnd();
}
