import type { TreeScorer } from '@weir/trees';
import type { NativeLightgbm } from './native-lightgbm.js';

/** CPU time of one call that scores `n` rows. */
export interface TreeTiming {
  readonly n: number;
  readonly us: number;
  /** The faster of the library's ways to score `n` rows. */
  readonly native_us: number;
  readonly ratio: number;
}

/** The two sides, one model, and a pool of rows that is longer than any `n`. */
export interface TreeSides {
  readonly scorer: TreeScorer;
  readonly native: NativeLightgbm;
  readonly rows: Float64Array;
}

const REPETITIONS = 61;
/** Calls are timed in batches of about this long (us): the clock counts in microseconds. */
const BATCH_US = 2500;

/**
 * Times both sides in turns, so that whatever else the machine does falls on both.
 *
 * @throws Error when the two give different bits.
 */
export function compareTrees({ scorer, native, rows }: TreeSides, sizes: readonly number[]): TreeTiming[] {
  const width = scorer.ensemble.featureCount;
  return sizes.map((n) => {
    const windows = windowsOf(rows, n, width);
    const ours = new Float64Array(n * scorer.ensemble.outputs);
    const theirs = new Float64Array(ours.length);
    const score = (window: Float64Array): void => {
      scorer.input(n).set(window);
      scorer.score(n, ours);
    };
    const matrix = (window: Float64Array): void => {
      native.predictMatrix(window, n, theirs);
    };
    const row = (window: Float64Array): void => {
      native.predictRow(window, theirs);
    };
    for (const window of windows) {
      score(window);
      matrix(window);
      if (!ours.every((value, i) => Object.is(value, theirs[i])))
        throw new Error('The two sides give different scores.');
    }
    const [us, ...natives] = medians(n === 1 ? [score, matrix, row] : [score, matrix], windows);
    const nativeUs = Math.min(...natives);
    return { n, us: us!, native_us: nativeUs, ratio: us! / nativeUs };
  });
}

/** Successive stretches of the pool, each in memory of its own as a caller's rows are. */
function windowsOf(rows: Float64Array, n: number, width: number): Float64Array[] {
  const total = rows.length / width;
  const count = Math.min(512, Math.ceil(total / n));
  return Array.from({ length: count }, (_, i) => {
    const first = (i * n) % (total - n + 1);
    return rows.slice(first * width, (first + n) * width);
  });
}

/** Median CPU time of a call in us, of each side. */
function medians(sides: readonly ((window: Float64Array) => void)[], windows: readonly Float64Array[]): number[] {
  const batches = sides.map((side) => {
    run(side, windows, 200);
    return Math.max(1, Math.round(BATCH_US / Math.max(run(side, windows, 20), 0.5)));
  });
  const times = sides.map((): number[] => []);
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    sides.forEach((side, i) => times[i]!.push(run(side, windows, batches[i]!)));
  }
  return times.map((all) => all.sort((a, b) => a - b)[all.length >> 1]!);
}

/** Mean CPU time of a call in us, over `calls` of them. */
function run(side: (window: Float64Array) => void, windows: readonly Float64Array[], calls: number): number {
  const start = process.cpuUsage();
  for (let i = 0; i < calls; i++) side(windows[i % windows.length]!);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / calls;
}
