import { seededRandom } from '@weir/evaluation';
import { type Checkpoint, replay } from './replay.js';
import { summarise } from './summary.js';

/** A checkpoint at which a t of about `z` stands, with a thousand units a variant. */
function at(time: number, z: number): Checkpoint {
  const arm = { n: 1000, variance: 1 };
  return { time, arms: { control: { ...arm, mean: 5 }, treatment: { ...arm, mean: 5 + z * Math.sqrt(2 / 1000) } } };
}

describe('replay', () => {
  it('stops the fixed test at its first look below alpha, and says that it vanished', () => {
    const { fixed, checkpoints } = replay([at(1, 0.5), at(2, 2.2), at(3, 1), at(4, 0.3)]);
    expect(checkpoints).toBe(4);
    expect(fixed).toEqual({
      decidedAt: 2,
      shareOfTime: 0.5,
      firstSign: 1,
      lastSign: 0,
      vanished: true,
      flipped: false,
      changes: 2,
      missedEnd: false,
    });
  });

  it('sees a difference turn round', () => {
    const { fixed } = replay([at(1, 2.5), at(2, 0), at(3, -2.5)]);
    expect(fixed).toMatchObject({ firstSign: 1, lastSign: -1, flipped: true, vanished: false, changes: 2 });
  });

  it('does not let the sequential test stop at what the fixed test stops at', () => {
    const { fixed, sequential } = replay([at(1, 2.2), at(2, 5)]);
    expect(fixed.decidedAt).toBe(1);
    expect(sequential).toMatchObject({ decidedAt: 2, shareOfTime: 1, firstSign: 1, changes: 1 });
  });

  it('finds nothing where there is no variance, and refuses an empty series', () => {
    const still = { n: 10, mean: 1, variance: 0 };
    const { fixed, sequential } = replay([{ time: 1, arms: { control: still, treatment: { ...still, mean: 2 } } }]);
    expect([fixed.decidedAt, sequential.decidedAt]).toEqual([null, null]);
    expect(() => replay([])).toThrow('at least one checkpoint');
  });

  it('peeking at A/A tests: the fixed test is misled in far more than alpha, the sequential in no more', () => {
    const random = seededRandom(9);
    const series = Array.from({ length: 120 }, () => replay(walk(random)));
    const fixed = summarise(series, 'fixed');
    const sequential = summarise(series, 'sequential');
    expect(fixed.everFound / 120).toBeGreaterThan(0.2);
    expect(fixed.foundAtEnd / 120).toBeLessThan(0.12);
    expect(sequential.everFound / 120).toBeLessThan(0.08);
  });
});

it('summarise counts series and takes the median share of time', () => {
  const series = [
    [at(1, 2.5), at(2, 2.5), at(4, 2.5)],
    [at(1, 0), at(2, 2.5), at(4, 0)],
    [at(1, 0), at(2, 0), at(4, 0)],
    [at(1, 2.5), at(2, 0), at(4, -2.5)],
  ].map((checkpoints) => replay(checkpoints));
  expect(summarise(series, 'fixed')).toEqual({
    everFound: 3,
    foundAtEnd: 2,
    vanished: 1,
    flipped: 1,
    wavered: 2,
    missedEnd: 2,
    medianShareOfTime: 0.25,
  });
  expect(summarise(series, 'sequential').medianShareOfTime).toBeNull();
});

/** Forty checkpoints of 500 units a variant, without any difference. */
function walk(random: () => number): Checkpoint[] {
  const sums = [0, 0];
  return Array.from({ length: 40 }, (_, look) => {
    const n = 500 * (look + 1);
    const [control, treatment] = sums.map((sum, variant) => {
      // A batch's sum of 0/1 values: normal by twelve uniforms.
      const normal = Array.from({ length: 12 }, random).reduce((total, each) => total + each) - 6;
      sums[variant] = sum + 250 + normal * Math.sqrt(125);
      const mean = sums[variant] / n;
      return { n, mean, variance: mean * (1 - mean) };
    });
    return { time: look + 1, arms: { control: control!, treatment: treatment! } };
  });
}
