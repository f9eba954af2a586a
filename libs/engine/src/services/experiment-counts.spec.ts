import { setTimeout as pause } from 'node:timers/promises';
import { type Experiment, experimentSchema } from '@weir/experiments';
import type { EventMoments, MomentsQuery } from '@weir/storage';
import { ExperimentCounts, type ExperimentCountsParts } from './experiment-counts.js';

const nothing: EventMoments = { counts: { variants: [], inSeveralVariants: 0, bots: 0, outliers: 0 }, moments: [] };

function experiment(key: string, startedAt: number, more: object = {}): Experiment {
  const variants = ['control', 'treatment'].map((name) => ({ key: name, weight: 0.5 }));
  const times = { created_at: 0, updated_at: 0, started_at: startedAt, stopped_at: null, stop_reason: '' };
  const kept = { state: 'running', phase: 1, seed: key, version: 1, phases: [], ...times };
  return experimentSchema.parse({ key, variants, metrics: { primary: 'ctr' }, ...kept, ...more });
}

/** Counts that take as long, and end, as the test says. */
function countsOf(experiments: readonly Experiment[], parts: Partial<ExperimentCountsParts> = {}) {
  const asked: MomentsQuery[] = [];
  const faults: unknown[] = [];
  const counts = new ExperimentCounts({
    running: { all: () => experiments },
    currencies: () => Promise.resolve(['EUR']),
    moments: (query) => {
      asked.push(query);
      return Promise.resolve(nothing);
    },
    everyMs: 1,
    onFault: (error) => faults.push(error),
    ...parts,
  });
  return { counts, asked, faults };
}

describe('the counts of experiments', () => {
  it('are made beside whoever reads them, and not where nobody does', async () => {
    const { counts, asked } = countsOf([experiment('a', 1)]);
    await pause(10);
    expect([asked.length, counts.countedAt]).toEqual([0, 0]);
    // The first reading gets what there is: nothing.
    expect(counts.read()).toEqual([]);
    await until(() => counts.countedAt > 0);
    expect(counts.read().map(({ experiment }) => experiment)).toEqual(['a']);
    expect(counts.countedAt).toBeGreaterThan(Date.now() - 60_000);
  });

  it('are made once, however many read meanwhile, and again no sooner than they may be old', async () => {
    const { counts, asked } = countsOf([experiment('a', 1)], { everyMs: 600_000 });
    for (let reading = 0; reading < 10; reading++) counts.read();
    await until(() => counts.countedAt > 0);
    counts.read();
    await pause(20);
    expect(asked).toHaveLength(1);
  });

  it('take a twentieth of the time at most', async () => {
    let asked = 0;
    const slow = async (): Promise<EventMoments> => {
      asked++;
      await pause(50);
      return nothing;
    };
    const { counts } = countsOf([experiment('a', 1)], { moments: slow });
    // 50 ms of work: the next may begin a second after this one did.
    for (const end = performance.now() + 500; performance.now() < end;) {
      counts.read();
      await pause(5);
    }
    expect(asked).toBe(1);
  });

  it('stay what they were where they cannot be made, say why, and are tried again', async () => {
    let broken = false;
    const { counts, faults } = countsOf([experiment('a', 1)], {
      currencies: () => (broken ? Promise.reject(new Error('gone')) : Promise.resolve([])),
    });
    const readUntil = (holds: () => boolean): Promise<void> =>
      until(() => {
        counts.read();
        return holds();
      });
    await readUntil(() => counts.countedAt > 0);
    broken = true;
    await readUntil(() => faults.length > 0);
    expect(faults[0]).toEqual(new Error('gone'));
    const { countedAt } = counts;
    expect(counts.read()).toHaveLength(1);
    broken = false;
    await readUntil(() => counts.countedAt > countedAt);
  });

  it('are of the experiments that were started last and show variants, as many as there is room for', async () => {
    const many = Array.from({ length: 40 }, (_, n) => experiment(`e${n}`, n));
    const others = [experiment('draft', 99, { state: 'draft' }), experiment('stopped', 99, { state: 'stopped' })];
    const { counts } = countsOf([...many, ...others]);
    counts.read();
    await until(() => counts.countedAt > 0);
    expect(counts.read().map(({ experiment }) => experiment)).toEqual(
      Array.from({ length: 20 }, (_, n) => `e${39 - n}`),
    );
    expect(counts.leftOut()).toBe(20);
  });

  it('are not made where they are switched off', async () => {
    const { counts, asked } = countsOf([experiment('a', 1)], { everyMs: 0 });
    counts.read();
    await pause(10);
    expect(asked).toEqual([]);
  });
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(5);
}
