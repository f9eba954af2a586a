import { sequentialTest } from '../comparisons/sequential-test.js';
import { tTest, type TestResult } from '../comparisons/t-test.js';
import type { Arms } from '../statistics/statistic.js';

/** What was known of an experiment's metric at one time: totals from the start, not what was new. */
export interface Checkpoint {
  /** Since the start, in any unit. */
  readonly time: number;
  readonly arms: Arms;
}

/** How a test that is looked at after every checkpoint goes. */
export interface TestReplay {
  /** First time at which the test found a difference; null where it never did. */
  readonly decidedAt: number | null;
  /** That time as a share of the time of the last checkpoint, in (0, 1]. */
  readonly shareOfTime: number | null;
  /** Sign of the difference found first; 0 where none was. */
  readonly firstSign: number;
  /** Sign of the difference at the last checkpoint, 0 where the test finds none there. */
  readonly lastSign: number;
  /** Stopped at the first difference, but the last checkpoint shows none. */
  readonly vanished: boolean;
  /** It found a difference of one sign and, later, one of the other. */
  readonly flipped: boolean;
  /** At some checkpoint the interval did not hold the difference that the last checkpoint shows. */
  readonly missedEnd: boolean;
  /** Times that the conclusion changed from one checkpoint to the next. */
  readonly changes: number;
}

export interface SeriesReplay {
  readonly checkpoints: number;
  readonly fixed: TestReplay;
  readonly sequential: TestReplay;
}

export interface ReplayOptions {
  /** Of both tests. @defaultValue 0.05 */
  readonly alpha?: number;
  /** Units of both variants at which the sequential test is tuned. @defaultValue that of `sequentialTest` */
  readonly tuning?: number;
}

/**
 * What a reader who looks after every checkpoint would have concluded from the fixed-horizon t test, which promises its
 * error for one look only, and from the always-valid sequential test. Differences are absolute.
 *
 * @param checkpoints by time, at least one
 */
export function replay(checkpoints: readonly Checkpoint[], { alpha = 0.05, tuning }: ReplayOptions = {}): SeriesReplay {
  if (checkpoints.length === 0) throw new RangeError('A replay needs at least one checkpoint.');
  const shared = { alpha, difference: 'absolute' } as const;
  const sequentialOptions = tuning === undefined ? shared : { ...shared, tuning };
  const times = checkpoints.map(({ time }) => time);
  const conclude = (test: (arms: Arms) => TestResult): TestReplay => {
    const results = checkpoints.map(({ arms }) => test(arms));
    return {
      ...follow(
        times,
        results.map((result) => signFound(result, alpha)),
      ),
      missedEnd: missesEnd(results),
    };
  };
  return {
    checkpoints: checkpoints.length,
    fixed: conclude((arms) => tTest(arms, shared)),
    sequential: conclude((arms) => sequentialTest(arms, sequentialOptions)),
  };
}

/** Sign of a difference that the test found; 0 where it found none. */
function signFound({ effect, pValue }: TestResult, alpha: number): number {
  return pValue < alpha ? Math.sign(effect) : 0;
}

function follow(times: readonly number[], signs: readonly number[]): Omit<TestReplay, 'missedEnd'> {
  const first = signs.findIndex((sign) => sign !== 0);
  const firstSign = first === -1 ? 0 : signs[first]!;
  const lastSign = signs.at(-1)!;
  const decidedAt = first === -1 ? null : times[first]!;
  return {
    decidedAt,
    shareOfTime: decidedAt === null ? null : decidedAt / times.at(-1)!,
    firstSign,
    lastSign,
    vanished: firstSign !== 0 && lastSign === 0,
    flipped: signs.includes(1) && signs.includes(-1),
    changes: signs.filter((sign, at) => at > 0 && sign !== signs[at - 1]).length,
  };
}

function missesEnd(results: readonly TestResult[]): boolean {
  const end = results.at(-1)!.effect;
  return results.some(({ interval: [low, high] }) => end < low || end > high);
}
