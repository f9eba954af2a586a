import fc from 'fast-check';
import { FakeClock } from '../test/fake-clock.js';
import { Admission, type AdmissionSettings, type Pass, type Priority, Refused } from './index.js';

const settings: AdmissionSettings = {
  ...{ least: 2, most: 2, targetMs: 10 },
  ...{ queue: 4, waitShare: 0.4, batchShare: 0.5 },
};

interface Asked {
  readonly name: string;
  pass?: Pass;
  refused?: Refused;
}

/** A process that lets two in at a time, and what became of everybody who asked. */
class Process {
  readonly clock = new FakeClock();
  readonly begun: string[] = [];
  readonly refusals: string[] = [];
  readonly admission: Admission;

  constructor(given: Partial<AdmissionSettings> = {}, lateMs = (): number => 0) {
    this.admission = new Admission({ ...settings, ...given, clock: this.clock, random: () => 0.5, lateMs });
  }

  ask(name: string, given: { priority?: Priority; remainingMs?: number; signal?: AbortSignal } = {}): Asked {
    const { priority = 'interactive', remainingMs = 250, signal } = given;
    const asked: Asked = { name };
    this.admission.admit({ priority, remainingMs, neededMs: 10, signal }).then(
      (pass) => {
        asked.pass = pass;
        this.begun.push(name);
      },
      (error: unknown) => {
        if (error instanceof Refused) asked.refused = error;
        this.refusals.push(`${name}: ${error instanceof Refused ? error.reason : 'left'}`);
      },
    );
    return asked;
  }
}

describe('admission', () => {
  it('lets in what may be under way, has the rest wait, and lets them in first come, first served', async () => {
    const process = new Process();
    const [a, b] = [process.ask('a'), process.ask('b')];
    for (const name of ['c', 'd', 'e']) process.ask(name);
    await process.clock.pass(5);
    expect(process.begun).toEqual(['a', 'b']);
    expect(process.admission.load()).toEqual({
      limit: 2,
      underWay: { interactive: 2, batch: 0 },
      waiting: { interactive: 3, batch: 0 },
    });

    a.pass?.release();
    a.pass?.release();
    await process.clock.pass(5);
    b.pass?.release();
    await process.clock.pass(0);
    expect(process.begun).toEqual(['a', 'b', 'c', 'd']);
    expect(process.refusals).toEqual([]);
  });

  it('serves the last to come first once the line has not been empty for a while', async () => {
    const process = new Process({ waitShare: 1 });
    const first = process.ask('a');
    process.ask('b');
    for (const name of ['c', 'd']) process.ask(name, { remainingMs: 5000 });
    await process.clock.pass(150);
    process.ask('e', { remainingMs: 5000 });
    first.pass?.release();
    await process.clock.pass(0);
    expect(process.begun).toEqual(['a', 'b', 'e']);
  });

  it('has nobody wait longer than they may, and less long while more comes than is done', async () => {
    const process = new Process();
    process.ask('a');
    process.ask('b');
    process.ask('early');
    await process.clock.pass(90);
    process.ask('steady');
    await process.clock.pass(15);
    expect(process.refusals).toEqual(['early: waited']);
    process.ask('late');
    await process.clock.pass(55);
    // The line has stood for more than 100 ms: half of the time is allowed.
    expect(process.refusals).toEqual(['early: waited', 'late: waited']);
  });

  it('refuses at once what could not be done before its deadline, and before its deadline what has waited', async () => {
    const process = new Process({ waitShare: 1 });
    process.ask('a');
    process.ask('b');
    process.ask('hopeless', { remainingMs: 5 });
    process.ask('short', { remainingMs: 40 });
    await process.clock.pass(0);
    expect(process.refusals).toEqual(['hopeless: deadline']);
    await process.clock.pass(29);
    expect(process.refusals).toHaveLength(1);
    await process.clock.pass(2);
    expect(process.refusals).toEqual(['hopeless: deadline', 'short: deadline']);
  });

  it('does not begin what is too late already, also where the process was held up and no alarm went off', async () => {
    const process = new Process();
    const first = process.ask('a');
    process.ask('b');
    process.ask('c', { remainingMs: 50 });
    process.ask('d', { remainingMs: 500 });
    await process.clock.pass(0);
    process.clock.stall(100);
    first.pass?.release();
    await process.clock.pass(0);
    expect(process.begun).toEqual(['a', 'b', 'd']);
    expect(process.refusals).toEqual(['c: deadline']);
  });

  it('lets in what has little time left where nothing is under way, since its cost may be known wrongly', async () => {
    const process = new Process();
    process.ask('hurry', { remainingMs: 1 });
    process.ask('other', { remainingMs: 1 });
    await process.clock.pass(0);
    expect(process.begun).toEqual(['hurry']);
    expect(process.refusals).toEqual(['other: deadline']);
  });

  it('holds as many as its line takes, and gives the place of batch work to a shopper', async () => {
    const process = new Process();
    process.ask('a');
    process.ask('b');
    process.ask('tool', { priority: 'batch' });
    for (const name of ['c', 'd', 'e', 'f', 'g']) process.ask(name);
    await process.clock.pass(0);
    expect(process.refusals).toEqual(['tool: displaced', 'g: full']);
    expect(process.admission.load().waiting).toEqual({ interactive: 4, batch: 0 });
  });

  it('lets shoppers in before batch work, which is begun only where they leave room', async () => {
    const process = new Process({ least: 4, most: 4 });
    const tools = ['t1', 't2', 't3'].map((name) => process.ask(name, { priority: 'batch', remainingMs: Infinity }));
    await process.clock.pass(0);
    expect(process.begun).toEqual(['t1', 't2']);
    const shoppers = ['s1', 's2', 's3'].map((name) => process.ask(name));
    await process.clock.pass(0);
    expect(process.begun).toEqual(['t1', 't2', 's1', 's2']);
    tools[0]?.pass?.release();
    await process.clock.pass(0);
    expect(process.begun.at(-1)).toBe('s3');
    for (const { pass } of [...tools, ...shoppers.slice(0, 1)]) pass?.release();
    await process.clock.pass(0);
    // Two shoppers are under way, as much as there may be for batch work to begin.
    expect(process.begun.at(-1)).toBe('s3');
    shoppers[1]?.pass?.release();
    await process.clock.pass(0);
    expect(process.begun.at(-1)).toBe('t3');
  });

  it('lets batch work in after a while even where shoppers always wait: an index is kept current under load', async () => {
    const process = new Process();
    let under = [process.ask('a'), process.ask('b')];
    process.ask('tool', { priority: 'batch', remainingMs: Infinity });
    for (let round = 0; round < 60 && !process.begun.includes('tool'); round++) {
      const next = process.ask(`s${round}`);
      await process.clock.pass(50);
      under.shift()?.pass?.release();
      under = [...under, next];
      await process.clock.pass(0);
    }
    expect(process.begun).toContain('tool');
    expect(process.clock.now()).toBeGreaterThan(2000);
  });

  it('forgets who left', async () => {
    const process = new Process();
    const first = process.ask('a');
    process.ask('b');
    const caller = new AbortController();
    process.ask('gone', { signal: caller.signal });
    process.ask('c');
    await process.clock.pass(0);
    caller.abort();
    first.pass?.release();
    await process.clock.pass(0);
    expect(process.begun).toEqual(['a', 'b', 'c']);
    expect(process.refusals).toEqual(['gone: left']);
  });

  it('advises to come back later the more it has to refuse', async () => {
    const process = new Process();
    process.ask('a');
    process.ask('b');
    const [one, ...many] = Array.from({ length: 60 }, (_, at) => process.ask(String(at), { remainingMs: 5 }));
    await process.clock.pass(0);
    const first = one?.refused?.retryAfterMs ?? 0;
    expect(first).toBeGreaterThan(100);
    expect(many.at(-1)?.refused?.retryAfterMs).toBeGreaterThan(5 * first);
    expect(many.at(-1)?.refused?.retryAfterMs).toBeLessThanOrEqual(15_000);
  });

  it('lets more in while work meets no delay, and less where delay stands', async () => {
    let late = 0;
    const process = new Process({ least: 2, most: 64, queue: 1000, waitShare: 1 }, () => late);
    const work = async (rounds: number): Promise<number> => {
      for (let round = 0; round < rounds; round++) {
        const asked = Array.from({ length: 70 }, (_, at) => process.ask(String(at), { remainingMs: Infinity }));
        for (let turn = 0; turn < 40; turn++) {
          await process.clock.pass(10);
          for (const { pass } of asked) pass?.release();
        }
      }
      return process.admission.load().limit;
    };
    const quiet = await work(8);
    expect(quiet).toBeGreaterThan(12);
    late = 15;
    const busy = await work(8);
    expect(busy).toBeLessThan(quiet / 2);
  });
});

describe('whoever asks, and whenever', () => {
  const asking = fc.record({
    afterMs: fc.integer({ min: 0, max: 60 }),
    workMs: fc.integer({ min: 0, max: 80 }),
    remainingMs: fc.oneof(fc.integer({ min: 1, max: 400 }), fc.constant(Infinity)),
    priority: fc.constantFrom<Priority>('interactive', 'batch'),
    leavesAfterMs: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined }),
  });

  it('is let in or refused exactly once, in time, and never are more under way than may be', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(asking, { maxLength: 40 }), async (all) => {
        const { clock, admission } = new Process({ least: 3, most: 3, queue: 5 });
        let [settled, underWay, mostUnderWay, latest] = [0, 0, 0, 0];
        for (const { afterMs, workMs, leavesAfterMs, ...rest } of all) {
          await clock.pass(afterMs);
          const askedAt = clock.now();
          const caller = new AbortController();
          if (leavesAfterMs !== undefined)
            clock.after(leavesAfterMs, () => {
              caller.abort();
            });
          admission.admit({ ...rest, neededMs: 5, signal: caller.signal }).then(
            (pass) => {
              settled++;
              underWay++;
              mostUnderWay = Math.max(mostUnderWay, underWay);
              if (rest.remainingMs < Infinity)
                latest = Math.max(latest, clock.now() - askedAt - 0.4 * rest.remainingMs);
              clock.after(workMs, () => {
                underWay--;
                pass.release();
              });
            },
            () => {
              settled++;
              if (rest.remainingMs < Infinity)
                latest = Math.max(latest, clock.now() - askedAt - 0.4 * rest.remainingMs);
            },
          );
        }
        await clock.pass(100_000);
        expect(settled).toBe(all.length);
        expect(mostUnderWay).toBeLessThanOrEqual(3);
        expect(latest).toBeLessThanOrEqual(1e-6);
        expect(admission.load()).toMatchObject({
          underWay: { interactive: 0, batch: 0 },
          waiting: { interactive: 0, batch: 0 },
        });
      }),
      { numRuns: 60 },
    );
  });
});
