import { theilSen } from '@weir/statistics';

/** What the process took at one time. */
export interface Sample {
  readonly minute: number;
  readonly rss_mib: number;
  readonly handles: number;
  readonly threads: number;
}

/** Whether something grows. */
export interface Verdict {
  /** Resident memory over the second half: Theil-Sen slope over blocks of samples, with its 95 % interval. */
  readonly rss: {
    readonly mib: number;
    readonly mib_an_hour: number;
    readonly low: number;
    readonly high: number;
  };
  /** Least of the first and of the last quarter of the second half: while a model is swapped, both versions have theirs. */
  readonly handles: { readonly before: number; readonly after: number };
  readonly threads: { readonly before: number; readonly after: number };
  /** What is wrong, in words; empty where nothing is. */
  readonly faults: readonly string[];
}

/** Blocks that the second half is cut into: neighbouring samples say nearly the same. */
const blocks = 20;
/** Growth that is no leak, as a share of the resident memory an hour: a database's statistics, a dictionary, a heap that settles. */
const toleratedShare = 0.05;
/** Files and sockets that may be open more at the end than before: connections come and go. */
const toleratedHandles = 5;

/** @param samples at even intervals, at least eight */
export function verdictOf(samples: readonly Sample[], failed: number): Verdict {
  const half = samples.slice(Math.floor(samples.length / 2));
  const rss = median(half.map(({ rss_mib }) => rss_mib));
  const trend = theilSen(blocksOf(half));
  const quarter = Math.ceil(half.length / 4);
  const ends = (read: (sample: Sample) => number): { readonly before: number; readonly after: number } => ({
    before: Math.min(...half.slice(0, quarter).map(read)),
    after: Math.min(...half.slice(-quarter).map(read)),
  });
  const handles = ends((sample) => sample.handles);
  const threads = ends((sample) => sample.threads);
  const [slope, low, high] = [trend.slope, trend.low, trend.high].map((perMinute) => 60 * perMinute) as [
    number,
    number,
    number,
  ];
  const grown = ({ before, after }: { before: number; after: number }): string =>
    `${after} at the end, ${before} before`;
  return {
    ...{ rss: { mib: rss, mib_an_hour: slope, low, high }, handles, threads },
    faults: [
      ...(failed > 0 ? [`${failed} searches failed`] : []),
      ...(low > toleratedShare * rss ? [`resident memory grows by ${slope.toFixed(1)} MiB an hour`] : []),
      ...(handles.after > handles.before + toleratedHandles ? [`open handles: ${grown(handles)}`] : []),
      ...(threads.after > threads.before + 1 ? [`threads: ${grown(threads)}`] : []),
    ],
  };
}

/** Median minute and memory of each block. */
function blocksOf(samples: readonly Sample[]): readonly (readonly [number, number])[] {
  const size = Math.max(1, Math.floor(samples.length / blocks));
  const points: (readonly [number, number])[] = [];
  for (let from = 0; from + size <= samples.length; from += size) {
    const part = samples.slice(from, from + size);
    points.push([median(part.map(({ minute }) => minute)), median(part.map(({ rss_mib }) => rss_mib))]);
  }
  return points;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}
