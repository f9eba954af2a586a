import type { GetResultsResponse } from '@weir/contracts';
import { table } from './table.js';

type Metric = GetResultsResponse['metrics'][number];
type Variant = Metric['variants'][number];
type Comparison = NonNullable<Variant['comparison']>;

/** More say little: the newest count. */
const lastBatches = 10;

/** What an experiment has shown, for people: what to do first, then whether to believe it, then the numbers. */
export function showResults(results: GetResultsResponse): string {
  const { recommendation, sample_ratio: ratio } = results;
  const lines = [
    `${results.experiment}, phase ${results.phase}, as of ${new Date(results.at_ms).toISOString()}`,
    ...(recommendation ? ['', `${spoken(recommendation.action)}: ${recommendation.reason}`] : []),
    '',
    table(
      ['variant', 'weight', 'units', 'reached', 'failed'],
      results.variants.map(({ variant, weight, units, reached, failed }) => [
        variant,
        percent(weight, 1),
        String(units),
        String(reached),
        String(failed),
      ]),
    ),
    ...(results.preference ? [] : checked('split as planned', ratio)),
    ...(results.preference ? [] : checked('shown alike', results.exposure)),
    ...leftOut(results.left_out),
    ...(results.preference ? ['', showPreference(results.preference)] : []),
    ...showBatches(results),
    ...results.metrics.flatMap((metric) => ['', ...showMetric(metric)]),
  ];
  return `${lines.join('\n')}\n`;
}

function checked(what: string, ratio: GetResultsResponse['sample_ratio']): string[] {
  if (ratio === undefined) return [];
  return [`  ${what}: p = ${pValue(ratio.p_value)}${ratio.mismatch ? '  NO: trust no result' : ''}`];
}

function leftOut(units: GetResultsResponse['left_out']): string[] {
  if (units === undefined || units.crossed + units.bots + units.outliers === 0) return [];
  return [`  left out: ${units.crossed} in several variants, ${units.bots} robots, ${units.outliers} outliers`];
}

/** Where weights follow results: the last batches, each with what it drew. */
function showBatches({ batches, variants }: GetResultsResponse): string[] {
  if (batches.length === 0) return [];
  const keys = variants.map(({ variant }) => variant);
  const left = batches.length > lastBatches ? `, the last ${lastBatches} of ${batches.length}` : '';
  return [
    '',
    `batches (chance of each variant, and units drawn${left}); values below are weighed by them`,
    table(
      ['batch', 'from', ...keys.flatMap((key) => [key, 'units'])],
      batches
        .slice(-lastBatches)
        .map(({ batch, from_ms: from, weights, units }) => [
          String(batch),
          new Date(from).toISOString(),
          ...keys.flatMap((key) => [percent(weights[key] ?? 0, 1), String(units[key] ?? 0)]),
        ]),
    ),
  ];
}

/** Which ranking was preferred on interleaved pages. */
function showPreference(found: NonNullable<GetResultsResponse['preference']>): string {
  const { challenger, control, impressions, wins, losses, ties, fixed, sequential } = found;
  return [
    `preference for ${challenger} over ${control} (pages with more clicks on it, less those with fewer, of all)`,
    table(
      ['pages', 'won', 'lost', 'tied', 'preference', 'interval', 'p', 'sign p', 'always valid', 'p', ''],
      [
        [
          ...[impressions, wins, losses, ties].map(String),
          signed(found.preference),
          interval(fixed),
          pValue(found.p_value),
          pValue(found.sign_p_value),
          interval(sequential),
          pValue(found.sequential_p_value),
          found.significant ? 'significant' : '',
        ],
      ],
    ),
  ].join('\n');
}

function showMetric({ metric, role, better, margin, variants }: Metric): string[] {
  const about = margin === undefined ? role : `${role}, margin ${percent(margin, 1)}`;
  return [
    `${metric} (${about}; ${better} is better)`,
    table(
      ['variant', 'value', 'effect', 'interval', 'p', 'always valid', 'p', 'win', ''],
      variants.map(({ variant, value, comparison }) => [variant, number(value), ...compared(comparison)]),
    ),
  ];
}

function compared(comparison: Comparison | undefined): string[] {
  if (comparison === undefined) return [];
  const { problem, effect, fixed, sequential, guardrail, significant } = comparison;
  if (problem !== '') return ['', problem];
  const verdict = guardrail === '' ? (significant ? 'significant' : '') : guardrail;
  return [
    signed(effect),
    interval(fixed),
    pValue(comparison.p_value),
    interval(sequential),
    pValue(comparison.sequential_p_value),
    percent(comparison.chance_to_win, 1),
    verdict,
  ];
}

function interval(ends: Comparison['fixed']): string {
  return `${ends?.low === undefined ? '-inf' : signed(ends.low)} .. ${ends?.high === undefined ? 'inf' : signed(ends.high)}`;
}

function signed(share: number): string {
  return `${share >= 0 ? '+' : ''}${percent(share, 2)}`;
}

function percent(share: number, digits: number): string {
  return `${(share * 100).toFixed(digits)} %`;
}

function number(value: number): string {
  return Number(value.toPrecision(5)).toString();
}

function pValue(value: number): string {
  return value !== 0 && value < 1e-4 ? value.toExponential(1) : value.toFixed(4);
}

function spoken(action: string): string {
  return action.replaceAll('_', ' ').toUpperCase();
}
