import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { PartialPlan } from '@weir/cascade';
import { mappingSchema } from '@weir/catalogue';
import { openRegistry, promote, rollBack } from '@weir/registry';
import type { Engine, EngineChange, EngineFault } from './engine.js';
import { openEngine } from './open-engine.js';
import { writeBlend, writeRanker, writeToyModel } from '../test/toy-registry.js';

// A busy machine takes its time to start the models' threads.
jest.setTimeout(60_000);

const mapping = mappingSchema.parse({ id: 'id', title: 'title', price: 'price' });
const patient = { encode_budget_ms: 5000, budget_ms: 5000 };
const motive = { who: 'ann', why: 'a test' };

let folder: string;
let engine: Engine | undefined;
let faults: EngineFault[];
let changes: string[];
let told: EngineChange[];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'weir-in-force-'));
  faults = [];
  changes = [];
  told = [];
});
afterEach(async () => {
  await engine?.close();
  engine = undefined;
  rmSync(folder, { recursive: true, force: true });
});

async function open(plan: PartialPlan): Promise<Engine> {
  engine = await openEngine({
    dataDir: null,
    registryDir: folder,
    mapping,
    plan: {
      ranker: { model: null },
      reranker: { model: null },
      deadline_ms: 5000,
      ...plan,
      retrieval: { mode: 'bm25', ...patient, ...plan.retrieval },
    },
    onFault: (fault) => faults.push(fault),
    onPromotion: ({ from, to }) => changes.push(`${from} to ${to}`),
    onChange: (what) => told.push(what),
  });
  await engine.indexer.upsert(
    Array.from({ length: 12 }, (_, at) => ({
      ...{ id: `p${at}`, title: `red shoe ${'very '.repeat(at)}`, text: {}, category: [], price: 10 + at },
      attributes: {},
    })),
  );
  return engine;
}

const champion = (reference: string) => promote(openRegistry(folder), reference, 'champion', motive);

async function until(isSo: () => boolean): Promise<void> {
  const end = Date.now() + 20_000;
  while (!isSo()) {
    if (Date.now() > end) throw new Error('it did not come to be so');
    await sleep(10);
  }
}

async function firstOf(from: Engine): Promise<string | undefined> {
  const answer = await from.cascade.search({ query: 'red shoe' }, { unhurried: true });
  expect(answer.degraded).toEqual([]);
  return answer.products[0]?.product.id;
}

/** The models served, by setting. */
const serving = (from: Engine) => Object.fromEntries(from.models().map((model) => [model.setting, model.serving]));

describe('a Plan that names a model by its state', () => {
  it('serves what is promoted and what is rolled back to, without a restart, a failed search or an old page', async () => {
    writeRanker(folder, 'ranker');
    writeRanker(folder, 'ranker', { version: '1.1.0', cheapFirst: true });
    await champion('ranker@1');
    const served = await open({ ranker: { model: 'ranker@champion', budget_ms: 5000 } });
    expect(served.plan().ranker.model).toBe('ranker@1');
    expect(served.models()).toEqual([{ setting: 'ranker.model', named: 'ranker@champion', serving: 'ranker@1' }]);
    const dear = await firstOf(served);
    const page = { query: 'red shoe', pageSize: 6 };
    const { nextPageToken } = await served.cascade.search(page, { unhurried: true });
    const leaving = new AbortController();
    const shopper = (async () => {
      for (let at = 0; !leaving.signal.aborted; at++) {
        const { degraded } = await served.cascade.search({ query: `shoe ${at}` });
        // As between the requests of a server: searches alone would leave no time for anything else.
        await nextTurn();
        // A busy machine may be late; nothing may fail.
        expect(degraded.filter(({ cause }) => cause !== 'deadline')).toEqual([]);
      }
    })();

    await champion('ranker@1.1.0');
    await until(() => served.plan().ranker.model === 'ranker@1.1.0');
    const cheap = await firstOf(served);
    expect([Number(dear?.slice(1)) >= 6, Number(cheap?.slice(1)) < 6]).toEqual([true, true]);
    // A list that was begun goes on as it was: the cheaper half is on its second page.
    const { products } = await served.cascade.search({ ...page, pageToken: nextPageToken }, { unhurried: true });
    expect(products.every(({ product }) => Number(product.id.slice(1)) < 6)).toBe(true);

    await rollBack(openRegistry(folder), 'ranker', motive);
    await until(() => served.plan().ranker.model === 'ranker@1');
    expect(await firstOf(served)).toBe(dear);
    leaving.abort();
    await shopper;
    expect(faults).toEqual([]);
    expect(changes).toEqual(['ranker@1 to ranker@1.1.0', 'ranker@1.1.0 to ranker@1']);
    expect(told).toEqual(['plan', 'models', 'plan', 'models']);
  });

  it('serves the version before where the promoted one is damaged, says so once, and takes it when it is mended', async () => {
    writeRanker(folder, 'ranker');
    writeRanker(folder, 'ranker', { version: '2', cheapFirst: true });
    await champion('ranker@1');
    const served = await open({ ranker: { model: 'ranker@champion', budget_ms: 5000 } });
    writeFileSync(path.join(folder, 'ranker', '2', 'model.txt'), 'tree');
    const states = (who: string): void => {
      const change = { version: '2', from: 'candidate', to: 'champion', action: 'promote', why: 'a test' };
      const history = [{ ...change, who, when: '2026-01-31T12:00:00Z' }];
      writeFileSync(
        path.join(folder, 'ranker', 'states.json'),
        JSON.stringify({ champion: '2', former: ['1'], history }),
      );
    };
    states('ann');
    await until(() => served.models()[0]?.refused !== undefined);
    expect(served.models()).toEqual([
      {
        setting: 'ranker.model',
        named: 'ranker@champion',
        serving: 'ranker@1',
        refused: { reference: 'ranker@2', cause: 'a file of it is damaged or missing: copy it again' },
      },
    ]);
    expect(Number((await firstOf(served))?.slice(1))).toBeGreaterThanOrEqual(6);
    states('bob, again');
    await sleep(500);
    expect(faults).toMatchObject([
      { part: 'models', model: { setting: 'ranker.model', refused: 'ranker@2', serving: 'ranker@1' } },
    ]);
    // Once, however often it is tried.
    expect(told).toEqual(['models']);

    writeRanker(folder, 'ranker', { version: '2', cheapFirst: true });
    states('carl, when it was mended');
    await until(() => served.plan().ranker.model === 'ranker@2');
    expect(served.models()[0]).not.toHaveProperty('refused');
  });

  it('serves a new cross-encoder once the blend that was fitted for it is promoted too', async () => {
    for (const version of ['1', '2.0.0']) {
      writeToyModel(folder, 'toy-cross-encoder', { version });
      writeBlend(folder, 'blend', `toy-cross-encoder@${version}`, { version });
    }
    await champion('toy-cross-encoder@1');
    await champion('blend@1');
    const reranker = { model: 'toy-cross-encoder@champion', blend: 'blend@champion', budget_ms: 5000 };
    const served = await open({ reranker });
    await champion('toy-cross-encoder@2.0.0');
    await until(() => served.models()[0]?.refused !== undefined);
    expect(served.models()[0]?.refused?.cause).toContain(
      'blend@1 was fitted for toy-cross-encoder@1, not toy-cross-encoder@2.0.0',
    );
    await firstOf(served);
    await champion('blend@2.0.0');
    await until(() => serving(served)['reranker.blend'] === 'blend@2.0.0');
    expect(serving(served)['reranker.model']).toBe('toy-cross-encoder@2.0.0');
    expect(served.models().some((model) => 'refused' in model)).toBe(false);
    await firstOf(served);
  });

  it('does not mix the vectors of two encoders: another one waits for a restart, and a ranker does not wait for it', async () => {
    for (const version of ['1', '2']) writeToyModel(folder, 'toy-encoder', { version });
    writeRanker(folder, 'ranker');
    writeRanker(folder, 'ranker', { version: '2' });
    await champion('toy-encoder@1');
    await champion('ranker@1');
    const served = await open({
      retrieval: { mode: 'hybrid', encoder: 'toy-encoder@champion' },
      ranker: { model: 'ranker@champion', budget_ms: 5000 },
    });
    await champion('toy-encoder@2');
    await champion('ranker@2');
    await until(() => serving(served)['ranker.model'] === 'ranker@2');
    expect(served.models()[0]).toEqual({
      ...{ setting: 'retrieval.encoder', named: 'toy-encoder@champion', serving: 'toy-encoder@1' },
      refused: {
        reference: 'toy-encoder@2',
        cause:
          'the index has vectors of toy-encoder@1: start Weir again, and it makes all vectors anew with toy-encoder@2',
      },
    });
    await firstOf(served);
  });

  it('does not open where no version has the state, and says how one gets it', async () => {
    writeRanker(folder, 'ranker');
    await expect(open({ ranker: { model: 'ranker@champion' } })).rejects.toThrow(
      'plan.ranker.model: no version of ranker is champion: promote one (weir models promote ranker VERSION --to champion',
    );
  });

  it('follows the states of the Plan that is put in force later', async () => {
    writeRanker(folder, 'ranker');
    writeRanker(folder, 'ranker', { version: '2' });
    await champion('ranker@1');
    const served = await open({});
    await served.setPlan({ ...served.plan(), ranker: { model: 'ranker@champion', budget_ms: 5000 } });
    expect(served.plan().ranker.model).toBe('ranker@1');
    await champion('ranker@2');
    await until(() => served.plan().ranker.model === 'ranker@2');
  });
});
