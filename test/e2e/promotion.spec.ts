import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { DegradedCause, type DescribeResponse, type SearchResponse } from '@weir/contracts';
import { writeRanker, writeToyModel } from '../../libs/engine/test/toy-registry.js';
import { writeShop } from './shop.js';
import { startWeir, type WeirProcess } from './weir-process.js';

const run = promisify(execFile);
const root = path.resolve(__dirname, '..', '..');

// Far beyond what it takes: a machine under load must not fail it.
jest.setTimeout(180_000);

describe('a served Plan that names models by their state', () => {
  let folder: string;
  let models: string;
  let weir: WeirProcess;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-promotion-'));
    models = path.join(folder, 'models');
    writeShop(path.join(folder, 'shop.jsonl'));
    writeRanker(models, 'ranker');
    writeRanker(models, 'ranker', { version: '1.1.0', cheapFirst: true });
    for (const version of ['1', '2.0.0']) writeToyModel(models, 'toy-cross-encoder', { version });
    for (const name of ['ranker', 'toy-cross-encoder']) await weirModels('promote', name, '1', '--to', 'champion');
    writeFileSync(
      path.join(folder, 'weir.yaml'),
      [
        `models_dir: ${models}`,
        `data_dir: ${path.join(folder, 'data')}`,
        `catalogue: { file: ${path.join(folder, 'shop.jsonl')} }`,
        'plan:',
        '  deadline_ms: 20000',
        '  retrieval: { mode: bm25, budget_ms: 20000 }',
        '  ranker: { model: ranker@champion, budget_ms: 20000 }',
        '  reranker: { model: toy-cross-encoder@champion, blend: null, budget_ms: 20000 }',
      ].join('\n'),
    );
    weir = await startWeir(['--config', path.join(folder, 'weir.yaml')]);
  });
  afterAll(async () => {
    await weir.end();
    rmSync(folder, { recursive: true });
  });

  const weirModels = async (command: string, ...words: readonly string[]): Promise<string> => {
    const why = command === 'show' ? [] : ['--why', 'a test'];
    const all = [path.join(root, 'bin', 'weir'), 'models', command, '--models', models, ...words, ...why];
    return (await run(process.execPath, all, { cwd: folder })).stdout;
  };
  const search = async (query: string, explain = true): Promise<SearchResponse> => {
    const response = await weir.post('/v1/search', { query, explain, page_size: 200 });
    expect(response.status).toBe(200);
    return (await response.json()) as SearchResponse;
  };
  const described = async () => {
    const { models } = (await (await weir.fetch('/v1/catalogue')).json()) as DescribeResponse;
    return Object.fromEntries(models.map((model) => [model.setting, model]));
  };
  const until = async (isSo: () => Promise<boolean>): Promise<number> => {
    const start = performance.now();
    while (!(await isSo())) {
      if (performance.now() - start > 60_000) throw new Error(`it did not come to be so:\n${weir.output()}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return performance.now() - start;
  };
  const serves = (setting: string, reference: string) => async () =>
    (await described())[setting]?.serving === reference;

  it('serves promotions and rollbacks within seconds, under a steady stream of searches none of which fails', async () => {
    const leaving = new AbortController();
    let searches = 0;
    const shoppers = Array.from({ length: 4 }, async (_, shopper) => {
      for (let at = 0; !leaving.signal.aborted; at++, searches++) {
        const { degraded } = await search(`red drill ${shopper} ${at}`, at % 2 === 0);
        expect(degraded.filter(({ cause }) => cause !== DegradedCause.DEGRADED_CAUSE_DEADLINE)).toEqual([]);
      }
    });
    const before = await search('cordless drill');
    expect(before.plan).toMatchObject({ ranker: { model: 'ranker@1' }, reranker: { model: 'toy-cross-encoder@1' } });

    await weirModels('promote', 'ranker', '1.1.0', '--to', 'champion');
    expect(await until(serves('ranker.model', 'ranker@1.1.0'))).toBeLessThan(30_000);
    await weirModels('promote', 'toy-cross-encoder', '2.0.0', '--to', 'champion');
    await until(serves('reranker.model', 'toy-cross-encoder@2.0.0'));
    const after = await search('cordless drill');
    expect(after.plan).toMatchObject({
      ranker: { model: 'ranker@1.1.0' },
      reranker: { model: 'toy-cross-encoder@2.0.0' },
    });
    // The cheaper half first now, where it was the dearer one.
    expect([cheapest(before), cheapest(after)]).toEqual([-1, 1]);
    expect((await search('cordless drill', false)).cached).toBe(false);

    await weirModels('rollback', 'ranker');
    await until(serves('ranker.model', 'ranker@1'));
    expect((await search('cordless drill')).plan).toMatchObject({ ranker: { model: 'ranker@1' } });
    leaving.abort();
    await Promise.all(shoppers);
    expect(searches).toBeGreaterThan(20);
    expect(weir.output()).not.toContain('part of a search or of indexing failed');
    expect(await weirModels('show', 'ranker')).toMatch(
      /rollback {2}1: candidate -> champion, instead of 1\.1\.0, by .*: a test/,
    );
  });

  it('serves the version before where the promoted one is damaged, and says so in log, metrics and API', async () => {
    writeRanker(models, 'ranker', { version: '3.0.0' });
    writeFileSync(path.join(models, 'ranker', '3.0.0', 'model.txt'), 'not a tree');
    await expect(weirModels('promote', 'ranker', '3.0.0', '--to', 'champion')).rejects.toThrow('copy the model again');

    // As if it was damaged on the way from where it was promoted.
    const origin = path.join(folder, 'origin');
    cpSync(models, origin, { recursive: true });
    writeRanker(origin, 'ranker', { version: '3.0.0' });
    await weirModels('promote', 'ranker', '3.0.0', '--to', 'champion', '--models', origin);
    renameSync(path.join(origin, 'ranker', 'states.json'), path.join(models, 'ranker', 'states.json'));

    await until(async () => (await described())['ranker.model']?.refused === 'ranker@3.0.0');
    expect((await described())['ranker.model']).toMatchObject({
      named: 'ranker@champion',
      serving: 'ranker@1',
      cause: 'a file of it is damaged or missing: copy it again',
    });
    const { plan, degraded } = await search('hand saw');
    expect([(plan as { ranker: unknown }).ranker, degraded]).toMatchObject([{ model: 'ranker@1' }, []]);
    expect(await (await weir.fetch('/metrics')).text()).toContain(
      'weir_model_info{setting="ranker.model",model="ranker@1"} 0',
    );
    expect(await (await weir.fetch('/readyz')).json()).toEqual({ status: 'ready' });
    expect(weir.output()).toContain('what was promoted cannot be served: the model before serves on');
    await weirModels('rollback', 'ranker');
    await until(async () => (await described())['ranker.model']?.refused === '');
  });
});

/** The ranker's score of the cheapest product. */
function cheapest({ products }: SearchResponse): number | undefined {
  return products.find(({ product }) => product?.id === 'p0')?.scores?.ranker;
}
