import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ListModelsResponse, PromoteModelResponse, SearchResponse, ShadowComparison } from '@weir/contracts';
import { openRegistry, promote } from '@weir/registry';
import { writeRanker, writeToyModel } from '../../libs/engine/test/toy-registry.js';
import { writeShop } from './shop.js';
import { startWeir, type WeirProcess } from './weir-process.js';

// Far beyond what it takes: a machine under load must not fail it.
jest.setTimeout(180_000);

const keys = ['search', 'read', 'edit', 'admin'].map((role) => ({
  name: role,
  key: `a-key-for-${role}-of-the-test`,
  roles: [role],
}));

interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
}

describe('models over HTTP', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-models-'));
  const models = path.join(folder, 'models');
  let weir: WeirProcess;

  beforeAll(async () => {
    writeShop(path.join(folder, 'shop.jsonl'));
    writeRanker(models, 'ranker', { manifest: { metrics: { esci_ndcg_at_10: 0.7, cpu_ms: 2 } } });
    const measured = { metrics: { esci_ndcg_at_10: 0.75, movies_recall_at_100: 0.5 } };
    writeRanker(models, 'ranker', { version: '1.1.0', cheapFirst: true, manifest: measured });
    for (const version of ['1', '2.0.0']) writeToyModel(models, 'toy-cross-encoder', { version });
    writeToyModel(models, 'toy-encoder');
    await promote(openRegistry(models), 'ranker@1', 'champion', { why: 'the first' });
    writeFileSync(path.join(folder, 'keys.yaml'), JSON.stringify(keys));
    writeFileSync(
      path.join(folder, 'weir.yaml'),
      [
        `models_dir: ${models}`,
        `data_dir: ${path.join(folder, 'data')}`,
        `catalogue: { file: ${path.join(folder, 'shop.jsonl')} }`,
        `access: { keys_file: ${path.join(folder, 'keys.yaml')} }`,
        'shadow: { share: 1 }',
        'plan:',
        '  deadline_ms: 20000',
        '  retrieval: { mode: bm25, budget_ms: 20000 }',
        '  ranker: { model: ranker@champion, budget_ms: 20000 }',
        '  reranker: { model: toy-cross-encoder@1, blend: null, budget_ms: 20000 }',
        '  page: { cache_ttl_ms: 0 }',
      ].join('\n'),
    );
    weir = await startWeir(['--config', path.join(folder, 'weir.yaml')]);
  });
  afterAll(async () => {
    await weir.end();
    rmSync(folder, { recursive: true });
  });

  const call = async <Body>(method: string, address: string, body?: unknown, role = 'admin'): Promise<Answer<Body>> => {
    const response = await weir.fetch(address, {
      method,
      headers: {
        authorization: `Bearer a-key-for-${role}-of-the-test`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Body };
  };
  interface Refusal {
    readonly code: string;
    readonly message: string;
    readonly violations: readonly { readonly field: string }[];
  }
  const search = async (query: string): Promise<SearchResponse> =>
    (await call<SearchResponse>('POST', '/v1/search', { query, explain: true }, 'search')).body;
  const ranker = async (): Promise<unknown> =>
    ((await search('cordless drill')).plan as { ranker: { model: string } }).ranker.model;

  it('a promotion acts on the next search, and so does the rollback; the history says who and why', async () => {
    expect(await ranker()).toBe('ranker@1');
    const motive = { author: 'Grace', reason: 'cheap things sell' };
    const address = '/v1/models/ranker/1.1.0/promote';
    const promoted = await call<PromoteModelResponse>('POST', address, { ...motive, to: 'champion' });
    expect(await ranker()).toBe('ranker@1.1.0');
    expect(promoted.body).toMatchObject({
      served: true,
      effect: 'The next search gets ranker@1.1.0 (plan.ranker.model).',
      change: { from: 'candidate', to: 'champion', replaced: '1', ...motive },
      model: { champion: '1.1.0', rollback_to: '1' },
    });

    const rolledBack = await call<PromoteModelResponse>('POST', '/v1/models/ranker/rollback', { reason: 'or not' });
    expect(await ranker()).toBe('ranker@1');
    expect(rolledBack.body).toMatchObject({ served: true, change: { action: 'rollback', version: '1' } });
    expect((await call('GET', '/v1/models/ranker', undefined, 'read')).body).toMatchObject({
      history: [{ reason: 'or not' }, motive, { reason: 'the first' }],
    });
  });

  it('says of a promotion that reaches nobody that the Plan names a version, and what to do', async () => {
    const change = { to: 'champion', reason: 'a test' };
    const { body } = await call<PromoteModelResponse>('POST', '/v1/models/toy-cross-encoder/2.0.0/promote', change);
    expect(body.served).toBe(false);
    expect(body.effect).toBe(
      'Nothing changes for shoppers: plan.reranker.model names toy-cross-encoder@1. Put toy-cross-encoder@champion there, and it follows promotions from then on.',
    );
  });

  it('refuses a damaged version and tells which file is wrong, and nothing of the folder', async () => {
    writeRanker(models, 'ranker', { version: '3.0.0' });
    writeFileSync(path.join(models, 'ranker', '3.0.0', 'model.txt'), 'not a tree');
    const change = { to: 'champion', reason: 'a test' };
    const refused = await call<Refusal>('POST', '/v1/models/ranker/3.0.0/promote', change);
    expect([refused.status, refused.body.code]).toEqual([412, 'FAILED_PRECONDITION']);
    expect(refused.body.message).toContain('ranker/3.0.0/model.txt has 10 bytes');
    expect(refused.body.message).not.toContain(folder);
    expect((await call('POST', '/v1/models/ranker/3.0.0/verify', {})).body).toMatchObject({
      ok: false,
      files: [{ path: 'model.txt', ok: false }],
    });
    expect(await ranker()).toBe('ranker@1');
    rmSync(path.join(models, 'ranker', '3.0.0'), { recursive: true });
  });

  it('refuses what is unknown, what has no reason, and who may only read', async () => {
    expect((await call('GET', '/v1/models/nobody')).status).toBe(404);
    expect((await call('GET', '/v1/models/ranker/9.9.9')).status).toBe(404);
    expect((await call('POST', '/v1/models/ranker/9.9.9/promote', { to: 'shadow', reason: 'x' })).status).toBe(404);
    const wrong = await call<Refusal>('POST', '/v1/models/ranker/1.1.0/promote', { to: 'king' });
    expect([wrong.status, wrong.body.violations.map(({ field }) => field)]).toEqual([400, ['reason', 'to']]);
    const change = { to: 'champion', reason: 'x' };
    for (const role of ['read', 'edit'])
      expect((await call('POST', '/v1/models/ranker/1.1.0/promote', change, role)).status).toBe(403);
    expect((await call('GET', '/v1/models', undefined, 'search')).status).toBe(403);
    expect(await ranker()).toBe('ranker@1');
  });

  it('lists what serves where, and compares the metrics of two versions', async () => {
    await search('hand saw');
    const { body } = await call<ListModelsResponse>('GET', '/v1/models', undefined, 'read');
    const serving = body.models.find(({ name }) => name === 'ranker')?.versions.find(({ version }) => version === '1');
    expect(serving).toMatchObject({
      ...{ state: 'champion', loaded: true, latency: { per: 'search' } },
      places: [{ setting: 'ranker.model', named: 'ranker@champion', serving: true }],
    });
    expect((await call('GET', '/v1/models/ranker/1.1.0')).body).toMatchObject({
      against: '1',
      metrics: [
        { set: 'esci', metric: 'NDCG@10', value: 0.75, before: 0.7, better: 'up' },
        { set: 'movies', metric: 'recall@100', value: 0.5 },
        { set: '', metric: 'CPU ms', before: 2, better: 'down' },
      ],
    });
  });

  const until = async (isSo: () => Promise<boolean>): Promise<void> => {
    for (const start = performance.now(); !(await isSo()); await new Promise((resolve) => setTimeout(resolve, 50)))
      if (performance.now() - start > 60_000) throw new Error(`it did not come to be so:\n${weir.output()}`);
  };
  const begin = async (champion: string, challenger: string): Promise<ShadowComparison> => {
    const body = { champion, challenger, share: 1 };
    const begun = await call<ShadowComparison>('POST', '/v1/shadow', body, 'edit');
    expect(begun).toMatchObject({ status: 200 });
    return begun.body;
  };
  const now = async (id: string): Promise<ShadowComparison> => {
    const { body } = await call<{ comparisons: ShadowComparison[] }>('GET', '/v1/shadow', undefined, 'read');
    return body.comparisons.find((each) => each.id === id)!;
  };
  const compared = async (id: string, least: number): Promise<ShadowComparison> => {
    for (let at = 0; ; at++) {
      const found = await now(id);
      if (found.compared >= least) return found;
      if (at > 600) throw new Error(`it compared nothing: ${JSON.stringify(found)}\n${weir.output()}`);
      await search(`red drill ${at}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  it('compares models over live searches: one with itself agrees wholly, with its opposite less', async () => {
    const same = await begin('ranker@champion', 'ranker@1');
    const opposite = await begin('ranker@champion', 'ranker@1.1.0');
    const alike = await begin('toy-cross-encoder@1', 'toy-cross-encoder@2.0.0');
    expect((await compared(same.id, 3)).agreement).toMatchObject({
      overlap: 1,
      tau: 1,
      rho: 1,
      moved: 0,
      same_first: 1,
    });
    const { agreement, examples, champion_latency: latency } = await compared(opposite.id, 3);
    expect(agreement?.overlap).toBeLessThan(1);
    expect(agreement?.moved).toBeGreaterThan(0);
    expect(examples[0]?.query).toContain('red drill');
    expect(latency?.p50_ms).toBeGreaterThan(0);
    // The same weights in two versions.
    expect((await compared(alike.id, 3)).agreement).toMatchObject({ overlap: 1, tau: 1 });

    for (const { id } of [same, opposite, alike]) {
      expect((await call('POST', `/v1/shadow/${id}/end`, {}, 'edit')).status).toBe(200);
      expect((await now(id)).ended_ms).toBeGreaterThan(0);
      expect((await call('DELETE', `/v1/shadow/${id}`, undefined, 'edit')).status).toBe(200);
      expect((await call('DELETE', `/v1/shadow/${id}`, undefined, 'edit')).status).toBe(404);
    }
  });

  it('compares a version with what serves for as long as it is the shadow, where a share is configured', async () => {
    const address = '/v1/models/ranker/1.1.0/promote';
    await call('POST', address, { to: 'shadow', reason: 'to be watched' });
    const own = async (): Promise<ShadowComparison | undefined> => {
      const { body } = await call<{ comparisons: ShadowComparison[] }>('GET', '/v1/shadow');
      return body.comparisons.find(({ challenger }) => challenger === 'ranker@1.1.0');
    };
    await until(async () => (await own()) !== undefined);
    const begun = (await own())!;
    expect(begun).toMatchObject({ champion: 'ranker@1', share: 1 });
    expect((await compared(begun.id, 1)).agreement?.overlap).toBeLessThan(1);
    await call('POST', address, { to: 'candidate', reason: 'enough' });
    await until(async () => (await own())?.ended_ms !== undefined);
    await call('DELETE', `/v1/shadow/${begun.id}`);
  });

  it('refuses a comparison that cannot be, and says why', async () => {
    const refusal = async (champion: string, challenger: string, share = 1): Promise<string> => {
      const refused = await call<Refusal>('POST', '/v1/shadow', { champion, challenger, share }, 'edit');
      expect(refused.status).toBe(400);
      return refused.body.message;
    };
    expect(await refusal('ranker@1', 'ranker@7')).toContain('challenger: there is no model ranker@7');
    expect(await refusal('ranker@1', 'toy-cross-encoder@1')).toContain('compare two of one kind');
    expect(await refusal('toy-encoder@1', 'toy-encoder@1')).toContain('vectors of its own');
    expect(await refusal('ranker@1', 'ranker@1.1.0', 0)).toContain('share: must be above 0');
    expect((await call('POST', '/v1/shadow', {}, 'read')).status).toBe(403);
  });

  it('makes no search wait: with every search compared by two pairs, the slowest are about as slow', async () => {
    const times = async (words: string): Promise<number> => {
      const taken: number[] = [];
      for (let at = 0; at < 200; at++) {
        const start = performance.now();
        await search(`${words} ${at}`);
        taken.push(performance.now() - start);
      }
      return taken.sort((a, b) => a - b)[Math.ceil(0.99 * taken.length) - 1]!;
    };
    await times('warm drill');
    const alone = await times('red drill');
    const comparisons = [
      await begin('ranker@1', 'ranker@1.1.0'),
      await begin('toy-cross-encoder@1', 'toy-cross-encoder@2.0.0'),
    ];
    const beside = await times('blue saw');
    for (const { id } of comparisons) {
      const { compared: done, dropped, failed } = await now(id);
      expect([done + dropped > 100, failed]).toEqual([true, 0]);
    }
    // Twice as slow would be what waiting for a comparison does; the rest is what a busy machine adds by itself.
    expect(beside).toBeLessThan(3 * alone + 30);
  });
});
