import type { SeriesReplay, TestReplay } from './replay.js';

/** How one test, looked at after every checkpoint, did over many series. */
export interface ReplaySummary {
  /** Series with a difference at some checkpoint, which a reader who looks each time would have stopped at. */
  readonly everFound: number;
  readonly foundAtEnd: number;
  /** Found at some checkpoint and not at the last. */
  readonly vanished: number;
  /** Found with one sign and later with the other. */
  readonly flipped: number;
  /** Series whose conclusion changed more than once: found, lost, and so on. */
  readonly wavered: number;
  /** Series whose interval, at some checkpoint, did not hold the difference of the last. */
  readonly missedEnd: number;
  /** Median, over the series that were decided, of the share of the time at which they were; null of none. */
  readonly medianShareOfTime: number | null;
}

/** Counts over series what one of the two tests would have led to. */
export function summarise(series: readonly SeriesReplay[], test: 'fixed' | 'sequential'): ReplaySummary {
  const replays = series.map((each) => each[test]);
  const count = (is: (replay: TestReplay) => boolean): number => replays.filter(is).length;
  const shares = replays
    .flatMap(({ shareOfTime }) => (shareOfTime === null ? [] : [shareOfTime]))
    .sort((a, b) => a - b);
  return {
    everFound: count(({ firstSign }) => firstSign !== 0),
    foundAtEnd: count(({ lastSign }) => lastSign !== 0),
    vanished: count(({ vanished }) => vanished),
    flipped: count(({ flipped }) => flipped),
    wavered: count(({ changes }) => changes > 1),
    missedEnd: count(({ missedEnd }) => missedEnd),
    medianShareOfTime: median(shares),
  };
}

function median(sorted: readonly number[]): number | null {
  if (sorted.length === 0) return null;
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}
