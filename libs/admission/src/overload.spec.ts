import { seededRandom } from '../test/seeded-random.js';
import { BusyThread } from '../test/busy-thread.js';
import { Admission, type Priority } from './index.js';

/** What a search costs the thread, in three pieces with other threads' work between them, ms. */
const pieceMs = 3;
const elsewhereMs = 5;
/** Reading a request and telling its caller no. */
const requestMs = 0.1;
const deadlineMs = 250;
/** What the thread could do at most. */
const capacity = 1000 / (3 * pieceMs + requestMs);

interface Tally {
  offered: number;
  /** Answered in time. */
  good: number;
  refused: number;
  /** From arrival to answer, ms. */
  readonly latencies: number[];
  mostUnderWay: number;
}

interface Load {
  /** Of the capacity. */
  readonly multiple: number;
  /** Share of it that is batch work. */
  readonly batch?: number;
  readonly admits?: boolean;
}

/** Searches that come at random for some seconds to one thread, with admission before it or without. */
async function offer({ multiple, batch = 0, admits = true }: Load): Promise<Record<Priority, Tally>> {
  const seconds = 6;
  const thread = new BusyThread();
  const { clock } = thread;
  const random = seededRandom(7);
  const admission = new Admission({
    ...{ least: 4, most: 256, targetMs: 10, queue: 100, waitShare: 0.4, batchShare: 0.5, clock, random },
    lateMs: () => thread.lateMs(),
  });
  const tally = (): Tally => ({ offered: 0, good: 0, refused: 0, latencies: [], mostUnderWay: 0 });
  const tallies = { interactive: tally(), batch: tally() };
  let underWay = 0;

  const search = async (priority: Priority): Promise<void> => {
    const mine = tallies[priority];
    const due = clock.now() + deadlineMs;
    mine.offered++;
    await thread.run(requestMs);
    try {
      const asking = { priority, remainingMs: due - clock.now(), neededMs: 3 * pieceMs };
      const pass = admits ? await admission.admit(asking) : { release: () => undefined };
      mine.mostUnderWay = Math.max(mine.mostUnderWay, ++underWay);
      for (let piece = 0; piece < 3; piece++) {
        await thread.run(pieceMs);
        await new Promise<void>((resolve) => clock.after(elsewhereMs, resolve));
      }
      underWay--;
      pass.release();
      mine.latencies.push(clock.now() - due + deadlineMs);
      if (clock.now() <= due) mine.good++;
    } catch {
      mine.refused++;
    }
  };
  const searches: Promise<void>[] = [];
  while (clock.now() < seconds * 1000) {
    await clock.pass((-Math.log(1 - random()) * 1000) / (multiple * capacity));
    searches.push(search(random() < batch ? 'batch' : 'interactive'));
  }
  await clock.pass(120_000);
  await Promise.all(searches);
  return tallies;
}

const p99 = ({ latencies }: Tally): number =>
  latencies.toSorted((one, other) => one - other)[Math.ceil(0.99 * latencies.length) - 1] ?? 0;

describe('one thread that is asked for more than it can do', () => {
  it('keeps nine tenths of its best at five times its capacity, and answers whom it lets in before the deadline', async () => {
    const steps = [];
    for (const multiple of [0.5, 0.9, 1.2, 2, 5]) steps.push((await offer({ multiple })).interactive);
    const best = Math.max(...steps.map(({ good }) => good));
    const worst = steps.at(-1)!;
    expect(worst.good).toBeGreaterThan(0.9 * best);
    for (const step of steps) {
      expect(p99(step)).toBeLessThan(deadlineMs);
      expect(step.good + step.refused).toBeGreaterThan(0.99 * step.offered);
    }
    // Below its capacity hardly anybody is refused.
    expect(steps[0]!.refused).toBe(0);
    expect(steps[1]!.refused).toBeLessThan(0.04 * steps[1]!.offered);
  });

  it('answers nobody in time without: everything that comes is begun and nothing is finished', async () => {
    const { interactive } = await offer({ multiple: 2, admits: false });
    expect(interactive.good).toBeLessThan(0.2 * interactive.offered);
    expect(interactive.mostUnderWay).toBeGreaterThan(200);
  });

  it('does what shoppers ask before what tools ask', async () => {
    const { interactive, batch } = await offer({ multiple: 3, batch: 0.75 });
    // Three quarters of the capacity are asked by shoppers.
    expect(interactive.good).toBeGreaterThan(0.95 * interactive.offered);
    expect(batch.refused).toBeGreaterThan(0.5 * batch.offered);
    expect(batch.good).toBeGreaterThan(0);
  });
});
