import {
  type Checkpoint,
  replay,
  type ReplayOptions,
  type ReplaySummary,
  type SeriesReplay,
  summarise,
} from '@weir/statistics';
import { readTable, type TableRow } from './read-table.js';

const COLUMNS = [
  'experiment_id',
  'variant_id',
  'metric_id',
  'time_since_start',
  'count_c',
  'count_t',
  'mean_c',
  'mean_t',
  'variance_c',
  'variance_t',
];

/** One metric of one variant against its control, from start to end. */
interface ReplayedSeries extends SeriesReplay {
  readonly experiment: string;
  readonly variant: string;
  readonly metric: string;
}

export interface ReplayReport {
  readonly file: string;
  readonly alpha: number;
  readonly experiments: number;
  readonly checkpoints: number;
  /** Rows without a variance, which no test can use. */
  readonly leftOut: number;
  readonly fixed: ReplaySummary;
  readonly sequential: ReplaySummary;
  readonly byMetric: readonly {
    readonly metric: string;
    readonly series: number;
    readonly fixed: ReplaySummary;
    readonly sequential: ReplaySummary;
  }[];
  readonly series: readonly ReplayedSeries[];
}

/**
 * Replays every series of a file of checkpoints in the layout of the ASOS digital experiments data set: a row is what was
 * known of a metric of a variant at a time, with counts, means and variances of control and treatment.
 */
export async function replayFile(
  file: string,
  options: ReplayOptions & { readonly alpha: number },
): Promise<ReplayReport> {
  const bySeries = new Map<string, { of: Omit<ReplayedSeries, keyof SeriesReplay>; checkpoints: Checkpoint[] }>();
  let leftOut = 0;
  for await (const row of readTable(file, COLUMNS)) {
    if (row.cell('variance_c') === '' || row.cell('variance_t') === '') {
      leftOut++;
      continue;
    }
    const of = {
      experiment: row.cell('experiment_id'),
      variant: row.cell('variant_id'),
      metric: row.cell('metric_id'),
    };
    const key = JSON.stringify(of);
    const known = bySeries.get(key) ?? { of, checkpoints: [] };
    known.checkpoints.push(checkpointOf(row));
    bySeries.set(key, known);
  }
  if (bySeries.size === 0) throw new Error(`${file} has no row with variances: there is nothing to test.`);
  const series = [...bySeries.values()].map(({ of, checkpoints }) => ({
    ...of,
    ...replay(
      checkpoints.toSorted((one, other) => one.time - other.time),
      options,
    ),
  }));
  const metrics = [...new Set(series.map(({ metric }) => metric))].sort();
  return {
    file,
    alpha: options.alpha,
    experiments: new Set(series.map(({ experiment }) => experiment)).size,
    checkpoints: series.reduce((sum, { checkpoints }) => sum + checkpoints, 0),
    leftOut,
    ...bothOf(series),
    byMetric: metrics.map((metric) => {
      const own = series.filter((each) => each.metric === metric);
      return { metric, series: own.length, ...bothOf(own) };
    }),
    series,
  };
}

function bothOf(series: readonly SeriesReplay[]): {
  readonly fixed: ReplaySummary;
  readonly sequential: ReplaySummary;
} {
  return { fixed: summarise(series, 'fixed'), sequential: summarise(series, 'sequential') };
}

function checkpointOf(row: TableRow): Checkpoint {
  const arm = (suffix: 'c' | 't'): Checkpoint['arms']['control'] => ({
    n: row.number(`count_${suffix}`),
    mean: row.number(`mean_${suffix}`),
    variance: row.number(`variance_${suffix}`),
  });
  return { time: row.number('time_since_start'), arms: { control: arm('c'), treatment: arm('t') } };
}
