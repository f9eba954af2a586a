import { setTimeout as sleep } from 'node:timers/promises';
import { InferenceError } from './inference-error.js';
import type { Patience } from './models.js';
import { priorities, Scheduler, type Priority, type Work } from './scheduler.js';

const noHurry: Patience = { remainingMs: () => Infinity };
const lane = { idle: 100 };

function dueIn(ms: number): Patience {
  const at = performance.now() + ms;
  return { remainingMs: () => at - performance.now() };
}

/** Work that runs until it is told to end, and writes its name down when it begins. */
function recorder() {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string, priority: Priority, patience = noHurry): Work<string> => ({
    ...{ lane, priority, patience, predictedMs: 10 },
    run: () => {
      begun.push(name);
      return new Promise((resolve) => {
        ends.set(name, () => {
          resolve(name);
        });
      });
    },
  });
  const endAll = async () => {
    for (let round = 0; round < 50; round++) {
      for (const [name, end] of ends) {
        end();
        ends.delete(name);
      }
      await new Promise(setImmediate);
    }
  };
  return { begun, ends, work, endAll };
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InferenceError);
  return (error as InferenceError).code;
}

describe('the scheduler', () => {
  it('begins by priority, then deadline, then arrival', async () => {
    const { begun, work, endAll } = recorder();
    const scheduler = new Scheduler(1, 10);
    const all = [
      scheduler.submit(work('running', priorities.passage)),
      scheduler.submit(work('passage', priorities.passage)),
      scheduler.submit(work('rerank later', priorities.rerank, dueIn(9000))),
      scheduler.submit(work('rerank sooner', priorities.rerank, dueIn(5000))),
      scheduler.submit(work('first query', priorities.query)),
      scheduler.submit(work('second query', priorities.query)),
    ];
    await endAll();
    await Promise.all(all);
    expect(begun).toEqual(['running', 'first query', 'second query', 'rerank sooner', 'rerank later', 'passage']);
  });

  it('never runs more than its slots at once', async () => {
    const scheduler = new Scheduler(2, 100);
    let [running, most] = [0, 0];
    const run = async () => {
      most = Math.max(most, ++running);
      await sleep(1);
      running--;
    };
    const work = { lane, priority: priorities.query, patience: noHurry, predictedMs: 1, run };
    await Promise.all(Array.from({ length: 30 }, () => scheduler.submit(work)));
    expect(most).toBe(2);
    expect(scheduler.load()).toMatchObject({ running: 0, queued: 0, completed: 30 });
  });

  it('refuses at once what the queue has no room for, but never passages', async () => {
    const { work, endAll } = recorder();
    const scheduler = new Scheduler(1, 2);
    const accepted = ['running', 'one', 'two'].map((name) => scheduler.submit(work(name, priorities.rerank)));
    const passage = scheduler.submit(work('passage', priorities.passage));
    expect(await codeOf(scheduler.submit(work('three', priorities.query)))).toBe('overloaded');
    await endAll();
    await Promise.all([...accepted, passage]);
    expect(scheduler.load().dropped.overloaded).toBe(1);
  });

  it('does not compute what nobody waits for any more', async () => {
    const { begun, work, endAll } = recorder();
    const scheduler = new Scheduler(1, 10);
    const leaving = new AbortController();
    const running = scheduler.submit(work('running', priorities.rerank));
    const late = codeOf(scheduler.submit(work('late', priorities.rerank, dueIn(5))));
    const left = codeOf(scheduler.submit(work('left', priorities.rerank, { ...noHurry, signal: leaving.signal })));
    leaving.abort();
    expect(await left).toBe('cancelled');
    expect(await late).toBe('deadline');
    expect(await codeOf(scheduler.submit(work('too late', priorities.query, dueIn(-1))))).toBe('deadline');
    expect(await codeOf(scheduler.submit(work('gone', priorities.query, { ...noHurry, signal: leaving.signal })))).toBe(
      'cancelled',
    );
    await endAll();
    await running;
    expect(begun).toEqual(['running']);
    expect(scheduler.load()).toMatchObject({ queued: 0, dropped: { deadline: 2, cancelled: 2, overloaded: 0 } });
  });

  it('lets what runs end after its deadline, and leaves the others their turn', async () => {
    const { begun, work, endAll } = recorder();
    const scheduler = new Scheduler(1, 10);
    const slow = scheduler.submit(work('slow', priorities.rerank, dueIn(5)));
    const waiting = scheduler.submit(work('waiting', priorities.rerank));
    await sleep(20);
    expect(scheduler.load()).toMatchObject({ running: 1, queued: 1 });
    await endAll();
    expect(await Promise.all([slow, waiting])).toEqual(['slow', 'waiting']);
    expect(begun).toEqual(['slow', 'waiting']);
  });

  it('counts how long work has waited for its turn, that which was dropped too', async () => {
    const { work, endAll } = recorder();
    const scheduler = new Scheduler(1, 10);
    const running = scheduler.submit(work('running', priorities.rerank));
    expect(scheduler.load().waitedMs).toBeLessThan(25);
    const waiting = scheduler.submit(work('waiting', priorities.rerank));
    const late = codeOf(scheduler.submit(work('late', priorities.rerank, dueIn(5))));
    await sleep(30);
    await endAll();
    await Promise.all([running, waiting, late]);
    expect(scheduler.load().waitedMs).toBeGreaterThanOrEqual(29);
  });

  it('leaves no listener on a signal that outlives the work', async () => {
    const scheduler = new Scheduler(1, 10);
    const { signal } = new AbortController();
    const added = jest.spyOn(signal, 'addEventListener');
    const removed = jest.spyOn(signal, 'removeEventListener');
    const run = () => Promise.resolve();
    const work = { lane, priority: priorities.query, patience: { ...noHurry, signal }, predictedMs: 1, run };
    await Promise.all([scheduler.submit(work), scheduler.submit(work)]);
    expect(added).toHaveBeenCalledTimes(2);
    expect(removed).toHaveBeenCalledTimes(2);
  });

  it('lets other models pass one whose threads are all gone', async () => {
    const { begun, work, endAll } = recorder();
    const scheduler = new Scheduler(1, 10);
    const dead = { idle: 0 };
    const stuck = scheduler.submit({ ...work('stuck', priorities.query), lane: dead });
    const other = scheduler.submit(work('other', priorities.rerank));
    await endAll();
    await other;
    dead.idle = 1;
    scheduler.pump();
    await endAll();
    await stuck;
    expect(begun).toEqual(['other', 'stuck']);
  });

  it('refuses what waits for a lane that is withdrawn, and only that', async () => {
    const { begun, work, endAll } = recorder();
    const scheduler = new Scheduler(1, 10);
    const closing = { idle: 0 };
    const stuck = [1, 2].map((at) =>
      codeOf(scheduler.submit({ ...work(`stuck ${at}`, priorities.query), lane: closing })),
    );
    const others = [1, 2].map((at) => scheduler.submit(work(`other ${at}`, priorities.query)));
    scheduler.withdraw(closing, new InferenceError('failed', 'closed'));
    expect(await Promise.all(stuck)).toEqual(['failed', 'failed']);
    await endAll();
    await Promise.all(others);
    expect(begun).toEqual(['other 1', 'other 2']);
  });

  it('goes on after work that fails', async () => {
    const scheduler = new Scheduler(1, 10);
    const fail = () => Promise.reject(new InferenceError('failed', 'broken'));
    const work = { lane, priority: priorities.query, patience: noHurry, predictedMs: 1 };
    expect(await codeOf(scheduler.submit({ ...work, run: fail }))).toBe('failed');
    await expect(scheduler.submit({ ...work, run: () => Promise.resolve(1) })).resolves.toBe(1);
  });

  it('expects to wait for what is ahead only', async () => {
    const { work, endAll } = recorder();
    const scheduler = new Scheduler(2, 10);
    expect(scheduler.waitMs(priorities.rerank)).toBe(0);
    const all = [1, 2].map((at) => scheduler.submit(work(`running ${at}`, priorities.rerank)));
    all.push(scheduler.submit(work('rerank', priorities.rerank)), scheduler.submit(work('p', priorities.passage)));
    // Two runs half done and one piece of the same priority, on two slots; a query passes that piece.
    expect(scheduler.waitMs(priorities.rerank)).toBe((5 + 5 + 10) / 2);
    expect(scheduler.waitMs(priorities.query)).toBe((5 + 5) / 2);
    await endAll();
    await Promise.all(all);
  });
});
