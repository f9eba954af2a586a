import type { Cascade, Plan, Trace } from '@weir/cascade';
import { planSchema } from '@weir/cascade';
import { openEmbeddedStorage, type Storage } from '@weir/storage';
import { JudgmentBook } from '../judgment-book.js';
import { QuerySetBook } from '../query-set-book.js';
import type { QueryRunRecord } from './query-run.js';
import { QueryRunner } from './query-runner.js';
import { RunBook } from './run-book.js';

type Search = Cascade['trace'];

/** Ranks p1 before p2; the Plan of retrieval alone, the other way round. */
const search: Search = (request) => {
  const { ranker } = request.plan as Plan;
  const order = ranker.model === null ? ['p2', 'p1'] : ['p1', 'p2'];
  const trace = { orders: { retrieve: order, rank: order, rerank: order }, timings: [], degraded: [] };
  return Promise.resolve(trace as unknown as Trace);
};

const base = { name: 'base', plan: {} };
const bare = { name: 'bare', plan: { ranker: { model: null } } };

describe('a run of Plans over a query set', () => {
  let storage: Storage;
  let now = 0;
  let ids = 0;
  const faults: unknown[] = [];

  const open = (trace: Search) => {
    const { records } = storage;
    const books = { judgments: new JudgmentBook({ records, clock: () => now }), runs: new RunBook(records) };
    const querySets = new QuerySetBook({ records, clock: () => now });
    const runner = new QueryRunner({
      ...{ ...books, querySets, cascade: { trace }, clock: () => now },
      layPlan: (partial) => Promise.resolve({ plan: planSchema.parse(partial) }),
      newId: () => String(++ids),
      changed: () => undefined,
      onFault: (error) => faults.push(error),
    });
    return { ...books, querySets, runner };
  };
  const start = (runner: QueryRunner, plans = [bare, base]) =>
    runner.start({ querySet: 'shop', plans, judgmentSet: '', who: 'ann' });
  const ended = async (runner: QueryRunner, id: string): Promise<QueryRunRecord> => {
    for (;;) {
      const run = await runner.get(id);
      if (run.state !== 'running') return run;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };

  beforeEach(async () => {
    storage = await openEmbeddedStorage(':memory:');
    now = 1000;
    ids = 0;
    faults.length = 0;
    const { judgments, querySets } = open(search);
    await judgments.create({ key: 'team', name: '', who: 'ann' });
    await querySets.create({ key: 'shop', name: '', who: 'ann', judgmentSet: 'team' });
    await querySets.add('shop', { queries: [{ text: 'one' }, { text: 'two' }, { text: 'three' }], who: 'ann' });
    await judgments.grade('team', { query: 'ONE', grades: new Map([['p1', 3]]), who: 'ann' });
    await judgments.grade('team', { query: 'two', grades: new Map([['p2', 3]]), who: 'ann' });
  });
  afterEach(() => storage.close());

  it('measures each judged query by both Plans, and keeps what it found', async () => {
    const { runner, runs } = open(search);
    const { id } = await start(runner);
    const run = await ended(runner, id);
    const second = 1 / Math.log2(3);
    expect(run).toMatchObject({ id: 'shop~1', state: 'done', queries: 2, queries_done: 2, queries_unjudged: 1 });
    expect(run.plans).toMatchObject([
      { name: 'bare', means: { ndcg_at_10: (1 + second) / 2, mrr_at_10: 0.75, recall_at_100: 1, unjudged_at_10: 0.5 } },
      { name: 'base', means: { ndcg_at_10: (1 + second) / 2 } },
    ]);
    expect(run.differences[0]).toMatchObject({ measure: 'ndcg_at_10', difference: 0, better: 1, worse: 1, equal: 0 });
    // Another process reads the same.
    expect(await open(search).runner.get(id)).toEqual(run);
    expect(await runs.queries(id)).toMatchObject([
      { query: 'one', judged: 1, measures: [{ ndcg_at_10: second }, { ndcg_at_10: 1 }] },
      { query: 'two', judged: 1, measures: [{ ndcg_at_10: 1 }, { ndcg_at_10: second }] },
      { query: 'three', judged: 0, measures: [] },
    ]);
  });

  it('ends when it is cancelled, by another process too', async () => {
    const never: Search = (_, context) =>
      new Promise((_resolve, reject) => {
        context?.signal?.addEventListener('abort', () => {
          reject(new Error('left'));
        });
      });
    const { runner } = open(never);
    const { id } = await start(runner);
    expect((await open(never).runner.cancel(id)).state).toBe('cancelled');
    expect((await runner.cancel(id)).state).toBe('cancelled');
    expect(await ended(runner, id)).toMatchObject({ state: 'cancelled' });
    // What comes next is not held up.
    const next = open(search).runner;
    expect(await ended(next, (await start(next)).id)).toMatchObject({ state: 'done' });
  });

  it('says why it failed, without internal text', async () => {
    const { runner } = open(() => Promise.reject(new Error('secret')));
    const run = await ended(runner, (await start(runner)).id);
    expect(run).toMatchObject({ state: 'failed', detail: 'an internal error: the server has logged it' });
    expect(faults).toHaveLength(1);
  });

  it('counts as failed once its process has been silent for a minute', async () => {
    const { id } = await start(open(() => new Promise(() => undefined)).runner);
    const { runner } = open(search);
    expect((await runner.get(id)).state).toBe('running');
    now += 61_000;
    expect(await runner.get(id)).toMatchObject({
      state: 'failed',
      detail: expect.stringContaining('process') as string,
    });
  });

  it('is refused where nothing can be measured, or a field is wrong', async () => {
    const { runner, querySets } = open(search);
    await querySets.create({ key: 'other', name: '', who: 'ann', judgmentSet: 'team' });
    await querySets.add('other', { queries: [{ text: 'four' }], who: 'ann' });
    const wanted = { plans: [base], judgmentSet: '', who: 'ann' };
    await expect(runner.start({ ...wanted, querySet: 'other' })).rejects.toMatchObject({ code: 'FAILED_PRECONDITION' });
    await expect(runner.start({ ...wanted, querySet: 'gone' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(start(runner, [{ name: '', plan: {} }])).rejects.toMatchObject({
      violations: [expect.objectContaining({ field: 'plans[0].name' })],
    });
  });

  it('takes queries out of a set, and back in', async () => {
    const { querySets } = open(search);
    expect(await querySets.remove('shop', { queries: ['THREE', 'ten'], who: 'ann' })).toMatchObject({
      ...{ removed: 1, set: { queries: 2 } },
    });
    expect(await querySets.add('shop', { queries: [{ text: 'three' }, { text: 'one' }], who: 'ann' })).toMatchObject({
      ...{ added: 1, known: 1, set: { queries: 3 } },
    });
  });
});
