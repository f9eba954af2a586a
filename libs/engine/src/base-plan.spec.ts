import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openEngine } from './open-engine.js';
import type { Engine } from './engine.js';

// A busy machine takes its time.
jest.setTimeout(60_000);

const lexical = { retrieval: { encoder: null }, ranker: { model: null }, reranker: { model: null, blend: null } };
const author = { who: 'ada', reason: 'it won' };

describe('a variant that was shipped', () => {
  let folder: string;
  let engine: Engine;
  const open = async (): Promise<void> => {
    engine = await openEngine({ dataDir: path.join(folder, 'data'), registryDir: folder, plan: lexical });
  };

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-base-plan-'));
    await open();
  });
  afterEach(async () => {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has its experiment stopped by who opens next, where the process ended between the two writes', async () => {
    const { book } = engine.experiments;
    const variants = [
      { key: 'control', weight: 0.5 },
      { key: 'short', weight: 0.5, plan: { page: { size: 3 } } },
    ];
    await book.create({ key: 'pages', variants, metrics: { primary: 'ctr' } }, author);
    await book.transition('pages', { to: 'running', ...author });
    // The first write of shipping, and not the second.
    await engine.basePlan.book.ship({ experiment: 'pages', phase: 1, variant: 'short' }, { page: { size: 3 } }, author);
    await engine.close();
    await open();
    expect(engine.plan().page.size).toBe(3);
    let found = await engine.experiments.book.get('pages');
    for (let tries = 0; found.state === 'running' && tries < 400; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      found = await engine.experiments.book.get('pages');
    }
    expect(found).toMatchObject({ state: 'stopped', shipped: 'short' });
    expect((await engine.experiments.book.audit('pages')).map(({ action }) => action)).toEqual([
      'create',
      'start',
      'ship',
    ]);
  });

  it('is not in force where a model of it is gone: the configuration serves, and the cause is told', async () => {
    const records = engine.storage.records;
    const value = { overrides: { page: { size: 3 }, ranker: { model: 'gone@1' } } };
    const note = { ...author, at: 1, action: 'update' };
    await records.put({ collection: 'plan', key: 'base', expected: 0, value, note });
    await engine.basePlan.refresh();
    expect(engine.plan().page.size).toBe(24);
    expect(engine.basePlan.problem()).toContain('overrides.ranker.model: no model gone@1');
    await engine.basePlan.book.update({ page: { size: 4 } }, { ...author, version: 1 });
    await engine.basePlan.refresh();
    expect(engine.plan().page.size).toBe(4);
    expect(engine.basePlan.problem()).toBeUndefined();
  });
});
