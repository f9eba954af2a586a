import type { ReplaySummary } from '@weir/statistics';
import { Command } from 'commander';
import { positive } from '../evaluation/settings.js';
import { alignedTable } from '../stats/aligned-table.js';
import { numberBetween } from '../stats/flags.js';
import { type ReplayReport, replayFile } from '../stats/replay-file.js';

interface Flags {
  readonly alpha: number;
  readonly tuning?: number;
  readonly json?: true;
}

const examples = `
The file is a CSV table, gzipped or not, in the layout of the ASOS digital experiments data set: experiment_id, variant_id,
metric_id, time_since_start, count_c, count_t, mean_c, mean_t, variance_c, variance_t, where counts and means are totals from
the start. Both tests are looked at at every checkpoint.

Examples:
  $ weir stats replay asos.csv.gz
  $ weir stats replay asos.csv.gz --alpha 0.01 --json`;

/** `weir stats replay`: what peeking would have concluded from real experiments. */
export function statsReplayCommand(): Command {
  return new Command('replay')
    .description(
      'replay experiments over time through the fixed t test, looked at all the time, and the sequential test',
    )
    .argument('<file>', 'checkpoints of experiments')
    .option('--alpha <share>', 'of both tests', numberBetween(0, 1), 0.05)
    .option('--tuning <units>', 'at which the sequential interval is tightest (default: 5000)', positive)
    .option('--json', 'one JSON document on stdout, with every series')
    .addHelpText('after', examples)
    .action(async (file: string, { json, ...options }: Flags) => {
      const report = await replayFile(file, options);
      process.stdout.write(json ? `${JSON.stringify(report, null, 2)}\n` : textOf(report));
    });
}

function textOf(report: ReplayReport): string {
  const { file, alpha, experiments, series, checkpoints, leftOut, fixed, sequential, byMetric } = report;
  const metrics = byMetric.map(({ metric, series: count, ...tests }) => [
    `metric ${metric}`,
    String(count),
    ...(['fixed', 'sequential'] as const).flatMap((test) => [
      String(tests[test].everFound),
      String(tests[test].vanished),
      String(tests[test].flipped),
    ]),
  ]);
  return [
    `${file}: ${experiments} experiments, ${series.length} series of a variant and a metric, ${checkpoints} checkpoints (${leftOut} rows without a variance left out), alpha ${alpha}`,
    '',
    ...alignedTable([
      ['looked at at every checkpoint', 'fixed t test', 'sequential test'],
      line('a difference at some time', 'everFound', { fixed, sequential }),
      line('a difference at the end', 'foundAtEnd', { fixed, sequential }),
      line('found, but gone at the end', 'vanished', { fixed, sequential }),
      line('found with both signs', 'flipped', { fixed, sequential }),
      line('conclusion changed more than once', 'wavered', { fixed, sequential }),
      line('interval missed the end result at some time', 'missedEnd', { fixed, sequential }),
      ['median time of decision', ...[fixed, sequential].map(({ medianShareOfTime }) => share(medianShareOfTime))],
    ]),
    '',
    ...alignedTable([
      ['', 'series', 'fixed found', 'gone', 'both signs', 'seq. found', 'gone', 'both signs'],
      ...metrics,
    ]),
    '',
    `Of ${fixed.everFound} series that the fixed test would have stopped, ${percent(fixed.vanished, fixed.everFound)} show no difference at the end; of ${sequential.everFound} that the sequential test would have, ${percent(sequential.vanished, sequential.everFound)}.`,
    '',
  ].join('\n');
}

function line(
  name: string,
  count: Exclude<keyof ReplaySummary, 'medianShareOfTime'>,
  { fixed, sequential }: { readonly fixed: ReplaySummary; readonly sequential: ReplaySummary },
): string[] {
  return [name, String(fixed[count]), String(sequential[count])];
}

function share(of: number | null): string {
  return of === null ? '-' : `${(100 * of).toFixed(0)} % of the run`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? 'none' : `${part} (${((100 * part) / whole).toFixed(1)} %)`;
}
