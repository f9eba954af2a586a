import { openEmbeddedStorage, type Storage } from '@weir/storage';
import { begun, inputOf } from '../../test/make-experiment.js';
import { assign } from '../assignment/assign.js';
import { compileExperiments } from '../assignment/compile-experiments.js';
import { definitionOf } from '../definition/check.js';
import type { Experiment, ExperimentInput } from '../definition/experiment.js';
import { ExperimentBook } from './experiment-book.js';
import { coverageAt } from './schedule.js';

const ann = { who: 'ann', reason: 'to see' };

describe('the book of experiments', () => {
  let storage: Storage;
  let book: ExperimentBook;
  let now = begun;

  const open = (): ExperimentBook =>
    new ExperimentBook({ records: storage.records, clock: () => now, checkPlan: () => Promise.resolve([]) });
  const start = async (input: Partial<ExperimentInput> = {}): Promise<Experiment> => {
    const { experiment } = await book.create(inputOf(input), ann);
    return (await book.transition(experiment.key, { ...ann, to: 'running', version: 1 })).experiment;
  };
  const edit = (
    experiment: Experiment,
    change: Partial<ExperimentInput>,
    more: { newPhase?: boolean; resalt?: boolean } = {},
  ) => book.update({ ...definitionOf(experiment), ...change }, { ...ann, version: experiment.version, ...more });

  beforeEach(async () => {
    storage = await openEmbeddedStorage(':memory:');
    now = begun;
    book = open();
  });
  afterEach(() => storage.close());

  it('keeps what was written, for another process too', async () => {
    const experiment = await start();
    expect(experiment).toMatchObject({ state: 'running', version: 2, started_at: begun, phase: 1, seed: 'window' });
    expect(await open().get('window')).toEqual(experiment);
    expect(await open().list()).toEqual([experiment]);
  });

  it('says what is not there, and what is there already', async () => {
    await expect(book.get('gone')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await book.create(inputOf(), ann);
    await expect(book.create(inputOf(), ann)).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
    await expect(book.create(inputOf({ coverage: 3 }), ann)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      violations: [expect.objectContaining({ field: 'coverage' })],
    });
  });

  it('refuses an edit of a version that is no more, and keeps the other', async () => {
    const { experiment } = await book.create(inputOf(), ann);
    await edit(experiment, { name: 'first' });
    await expect(edit(experiment, { name: 'second' })).rejects.toMatchObject({
      code: 'ABORTED',
      message: expect.stringContaining('of version 1, it is at 2 now') as string,
    });
    expect((await book.get('window')).name).toBe('first');
  });

  it('lets one of two processes win that edit at once', async () => {
    const { experiment } = await book.create(inputOf(), ann);
    const input = (name: string) => ({ ...definitionOf(experiment), name });
    const results = await Promise.allSettled([
      book.update(input('one'), { ...ann, version: 1 }),
      open().update(input('two'), { ...ann, version: 1 }),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await book.get('window')).version).toBe(2);
  });

  it('goes from draft to running to stopped to archived, and no other way', async () => {
    const to = (state: Experiment['state']) => book.transition('window', { ...ann, to: state });
    await book.create(inputOf(), ann);
    await expect(to('stopped')).rejects.toMatchObject({ code: 'FAILED_PRECONDITION' });
    await to('running');
    for (const state of ['draft', 'running', 'archived'] as const) {
      await expect(to(state)).rejects.toMatchObject({ code: 'FAILED_PRECONDITION' });
    }
    now += 5;
    expect((await to('stopped')).experiment).toMatchObject({
      stop_reason: 'to see',
      stopped_at: now,
      phases: [expect.objectContaining({ phase: 1, started_at: begun, ended_at: now })],
    });
    await expect(to('running')).rejects.toMatchObject({ message: expect.stringContaining('new experiment') as string });
    expect((await to('archived')).experiment.state).toBe('archived');
  });

  it('stops at once, without a version, so that the next search sees the base Plan', async () => {
    await start();
    const { experiment } = await book.transition('window', { who: 'eve', to: 'stopped', reason: 'prices are wrong' });
    expect(assign(compileExperiments([experiment]), { shopperId: 'x', now }).overlays).toEqual([]);
  });

  it.each<[string, Partial<ExperimentInput>, string]>([
    [
      'weights',
      {
        variants: [
          { key: 'control', weight: 0.9 },
          { key: 'treatment', weight: 0.1, plan: { reranker: { window: 40 } } },
        ],
      },
      'variants.control.weight, variants.treatment.weight',
    ],
    [
      'a Plan',
      {
        variants: [
          { key: 'control', weight: 0.5 },
          { key: 'treatment', weight: 0.5 },
        ],
      },
      'variants.treatment.plan',
    ],
    [
      'a variant',
      {
        variants: [
          { key: 'control', weight: 0.5 },
          { key: 'other', weight: 0.5 },
        ],
      },
      'the list of variants',
    ],
    ['targeting', { targeting: { country: 'DE' } }, 'targeting'],
    ['the layer', { layer: { name: 'a', range: [0, 1] } }, 'layer'],
    ['coverage down', { coverage: 0.5 }, 'coverage (0.5 now, where it is 1'],
  ])('refuses to change %s of a running experiment but in a new phase', async (_, change, named) => {
    const experiment = await start();
    await expect(edit(experiment, change)).rejects.toMatchObject({
      code: 'FAILED_PRECONDITION',
      message: expect.stringMatching(new RegExp(`${named.replace(/[()]/g, '\\$&')}.*new_phase`)) as string,
    });
    now += 1000;
    const { experiment: after } = await edit(experiment, change, { newPhase: true });
    expect(after).toMatchObject({ phase: 2, seed: 'window:2', state: 'running' });
    expect(after.phases).toEqual([
      expect.objectContaining({ phase: 1, seed: 'window', ended_at: now }),
      expect.objectContaining({ phase: 2, seed: 'window:2', started_at: now, ended_at: null }),
    ]);
  });

  it('draws anew in a new phase, unless the seed is to stay', async () => {
    const experiment = await start();
    const variants = (of: Experiment): string =>
      Array.from(
        { length: 200 },
        (_, at) => assign(compileExperiments([of]), { shopperId: `s${at}`, now }).assignments[0]!.variantIndex,
      ).join('');
    const { experiment: kept } = await edit(experiment, { name: 'x' }, { newPhase: true, resalt: false });
    expect([kept.seed, kept.phase, variants(kept)]).toEqual(['window', 2, variants(experiment)]);
    const { experiment: anew } = await edit(kept, { name: 'y' }, { newPhase: true });
    expect(variants(anew)).not.toBe(variants(experiment));
  });

  it('lets coverage rise, names and metrics change and testers come, without a new phase', async () => {
    const experiment = await start({ coverage: 0.1 });
    const { experiment: after } = await edit(experiment, {
      name: 'A wider window',
      coverage: 0.2,
      ramp: [{ after_hours: 1, coverage: 1 }],
      forced: { tester: 'treatment' },
      metrics: { primary: 'conversion' },
      end: begun + 1e9,
    });
    expect(after).toMatchObject({ phase: 1, version: 3 });
    expect([coverageAt(after, now), coverageAt(after, begun + 3_600_000)]).toEqual([0.2, 1]);
  });

  it('lets only what an experiment is read by change when it is over', async () => {
    await start();
    const { experiment } = await book.transition('window', { ...ann, to: 'stopped' });
    await expect(edit(experiment, { coverage: 0.5 })).rejects.toMatchObject({ code: 'FAILED_PRECONDITION' });
    await expect(edit(experiment, {}, { newPhase: true })).rejects.toMatchObject({ code: 'FAILED_PRECONDITION' });
    expect((await edit(experiment, { hypothesis: 'None.' })).experiment.hypothesis).toBe('None.');
  });

  it('checks again when it starts: what was free as a draft may be taken', async () => {
    const plans: string[] = [];
    const strict = new ExperimentBook({
      records: storage.records,
      clock: () => now,
      checkPlan: (_plan, path) => Promise.resolve(plans.map((description) => ({ field: path, description }))),
    });
    await strict.create(inputOf(), ann);
    plans.push('the model is gone');
    await expect(strict.transition('window', { ...ann, to: 'running' })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });

  it('stops by schedule what has come to its end', async () => {
    await start({ end: begun + 10 });
    expect(await book.stopEnded()).toEqual([]);
    now = begun + 10;
    expect(await book.stopEnded()).toEqual([expect.objectContaining({ key: 'window', state: 'stopped' })]);
    expect((await book.audit('window')).at(-1)).toMatchObject({ who: 'schedule', action: 'stop' });
  });

  it('tells who changed what, when and why', async () => {
    const experiment = await start();
    now += 7;
    await edit(experiment, { name: 'x' });
    await book.transition('window', { who: 'eve', to: 'stopped', reason: 'prices are wrong' });
    const audit = await book.audit('window');
    expect(audit.map(({ action, who, version }) => [action, who, version])).toEqual([
      ['create', 'ann', 1],
      ['start', 'ann', 2],
      ['update', 'ann', 3],
      ['stop', 'eve', 4],
    ]);
    expect(audit[2]).toMatchObject({ at: begun + 7, before: { name: '' }, after: { name: 'x' }, reason: 'to see' });
    const { sequence } = audit.at(-1)!;
    expect(await book.lastChange()).toBe(sequence);
  });

  it('warns of another that changes the same setting', async () => {
    await start();
    const { conflicts } = await book.create(inputOf({ key: 'second' }), ann);
    expect(conflicts).toEqual([{ experiments: ['second', 'window'], settings: ['reranker.window'] }]);
  });
});
