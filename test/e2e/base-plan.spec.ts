import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeShop } from './shop.js';
import { startWeir, type WeirProcess } from './weir-process.js';

type Json = Record<string, unknown>;

const variants = (plan: Json) => [
  { key: 'control', weight: 0.5 },
  { key: 'other', weight: 0.5, plan },
];

describe('the base Plan of a running server', () => {
  let folder: string;
  let weir: WeirProcess;
  const start = () =>
    startWeir(['--set', 'plan.retrieval.depth=500'], {
      WEIR_DATA_DIR: path.join(folder, 'data'),
      WEIR_CATALOGUE_FILE: path.join(folder, 'shop.jsonl'),
      // A machine that is busy with other tests is not what these are about.
      WEIR_PLAN_DEADLINE_MS: '20000',
    });
  const json = async (response: Response | Promise<Response>): Promise<Json> => (await (await response).json()) as Json;
  const put = (address: string, body: unknown): Promise<Response> =>
    weir.fetch(address, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const plan = () => json(weir.fetch('/v1/plan'));
  const pageSize = async (): Promise<number> =>
    ((await json(weir.post('/v1/search', { query: 'drill' })))['products'] as readonly unknown[]).length;
  const run = async (key: string, overlay: Json, coverage = 1): Promise<Json> => {
    const definition = { key, coverage, variants: variants(overlay), metrics: { primary: 'ctr' } };
    expect((await weir.post('/v1/experiments', { definition, author: 'test' })).status).toBe(200);
    return json(weir.post(`/v1/experiments/${key}/start`, {}));
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-plan-'));
    writeShop(path.join(folder, 'shop.jsonl'));
    weir = await start();
  }, 60_000);

  afterAll(async () => {
    await weir.end('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  it('says where each setting comes from', async () => {
    const { settings, version } = await plan();
    expect(version).toBe(0);
    const sources = new Map((settings as readonly { path: string; source: string }[]).map((s) => [s.path, s.source]));
    expect(sources.get('retrieval.depth')).toBe('configuration');
    expect(sources.get('page.size')).toBe('default');
  });

  it('acts on the next search, outlives a kill, and can be taken back', async () => {
    expect(await pageSize()).toBeGreaterThan(2);
    const overrides = { page: { size: 2 } };
    expect((await put('/v1/plan', { overrides, version: 0, author: 'ada', reason: 'phones' })).status).toBe(200);
    expect(await pageSize()).toBe(2);
    await weir.end('SIGKILL');
    weir = await start();
    expect(await pageSize()).toBe(2);
    expect(await plan()).toMatchObject({ overrides, version: 1, author: 'ada', reason: 'phones', problem: '' });
    const stale = await put('/v1/plan', { overrides: {}, version: 0 });
    expect(stale.status).toBe(409);
    const restored = await weir.post('/v1/plan/restore', { restored: 0, version: 1, author: 'ada', reason: 'no' });
    expect(await json(restored)).toMatchObject({ overrides: {}, version: 2 });
    expect(await pageSize()).toBeGreaterThan(2);
    const { changes } = await json(weir.fetch('/v1/plan/changes'));
    expect((changes as readonly Json[]).map(({ action }) => action)).toEqual(['restore', 'update']);
  }, 90_000);

  it('names what no Plan can have, and models that are not there', async () => {
    const refused = async (overrides: Json): Promise<unknown> =>
      (await json(put('/v1/plan', { overrides, version: 2 })))['violations'];
    expect(await refused({ page: { size: 0 } })).toMatchObject([{ field: 'overrides.page.size' }]);
    expect(await refused({ ranker: { model: 'nothing@1' } })).toMatchObject([{ field: 'overrides.ranker.model' }]);
    expect(await plan()).toMatchObject({ version: 2 });
  });

  it('takes a variant over, stops its experiment, and does it once', async () => {
    const { version } = await run('small-pages', { page: { size: 3 } });
    const ship = { variant: 'other', version, author: 'ada', reason: 'it won' };
    const shipped = await json(weir.post('/v1/experiments/small-pages/ship', ship));
    expect(shipped).toMatchObject({ experiment: { state: 'stopped', shipped_variant: 'other' }, plan_version: 3 });
    expect(await pageSize()).toBe(3);
    // Asked again, by who did not get the answer, it writes nothing.
    expect(await json(weir.post('/v1/experiments/small-pages/ship', ship))).toMatchObject({ plan_version: 3 });
    expect(await plan()).toMatchObject({ version: 3, overrides: { page: { size: 3 } } });
    const { changes } = await json(weir.fetch('/v1/experiments/small-pages/changes'));
    expect((changes as readonly Json[]).map(({ action }) => action)).toEqual(['ship', 'start', 'create']);
  });

  it('is not shipped into where another experiment changes the same, or it changed since', async () => {
    const { version } = await run('mine', { page: { size: 4 } });
    await run('theirs', { page: { size: 5 } });
    const ship = () => weir.post('/v1/experiments/mine/ship', { variant: 'other', version });
    const refused = await ship();
    expect(refused.status).toBe(412);
    expect(await json(refused)).toMatchObject({ message: expect.stringContaining('theirs is running') as string });
    await weir.post('/v1/experiments/theirs/stop', {});
    await put('/v1/plan', { overrides: { page: { size: 7 } }, version: 3 });
    expect(await json(ship())).toMatchObject({ message: expect.stringContaining('page.size changed') as string });
    expect(await json(weir.post('/v1/experiments/mine/ship', { variant: 'control', version }))).toMatchObject({
      violations: [{ field: 'variant' }],
    });
    await weir.post('/v1/experiments/mine/stop', {});
  });

  it('ramps up but not down, and is killed with a reason whatever the version', async () => {
    const { version } = await run('ramped', { deadline_ms: 300 }, 0.1);
    const ramp = (coverage: number, at: unknown) =>
      weir.post('/v1/experiments/ramped/ramp', { coverage, version: at, author: 'ada' });
    expect(await json(ramp(0.5, version))).toMatchObject({ coverage: 0.5, phase: 1 });
    expect((await ramp(0.5, version)).status).toBe(409);
    expect(await json(ramp(0.2, 3))).toMatchObject({ violations: [{ field: 'coverage' }] });
    expect(await json(weir.post('/v1/experiments/ramped/kill', {}))).toMatchObject({
      violations: [{ field: 'reason' }],
    });
    const killed = weir.post('/v1/experiments/ramped/kill', { version: 1, reason: 'orders fail' });
    expect(await json(killed)).toMatchObject({ state: 'stopped', stop_reason: 'orders fail' });
  });

  it('tells who searched, whom a condition matches, and what a metric is among them', async () => {
    for (let shopper = 0; shopper < 20; shopper++) {
      const attributes = { device: shopper < 5 ? 'phone' : 'desktop' };
      await weir.post('/v1/search', { query: 'cordless drill', shopper_id: `t${shopper}`, attributes });
    }
    const bought = { action: 'purchase', revenue_minor: 1000, currency: 'EUR' };
    await weir.post('/v1/events', [{ event_id: 'b1', ...bought, shopper_id: 't1' }]);
    const traffic = weir.post('/v1/experiments/traffic', { targeting: { device: 'phone' }, metric: 'conversion' });
    const found = await json(traffic);
    expect(found).toMatchObject({ units: 20, matching: 5, matching_per_day: 5, mean: 0.05 });
    expect(found['attributes']).toContainEqual({
      name: 'device',
      values: [
        { value: 'desktop', type: 'string', units: 15 },
        { value: 'phone', type: 'string', units: 5 },
      ],
    });
    expect(await json(weir.post('/v1/experiments/traffic', { targeting: { device: { $nope: 1 } } }))).toMatchObject({
      violations: [{ field: 'targeting.device.$nope' }],
    });
  });

  it('breaks results down by an attribute, and reads them over time', async () => {
    await run('split', { reranker: { window: 10 } });
    for (let shopper = 0; shopper < 60; shopper++) {
      const attributes = { device: shopper % 3 === 0 ? 'phone' : 'desktop' };
      await weir.post('/v1/search', { query: 'cordless drill', shopper_id: `u${shopper}`, attributes });
    }
    const broken = await json(weir.fetch('/v1/experiments/split/breakdown?attribute=device&correction=holm'));
    expect(broken).toMatchObject({ attributes: ['device', 'query_words'], metric: 'ctr', correction: 'holm' });
    expect(broken['segments']).toMatchObject([
      { value: 'desktop', units: 40 },
      { value: 'phone', units: 20 },
    ]);
    const timeline = await json(weir.fetch('/v1/experiments/split/timeline?steps=10'));
    const last = (timeline['points'] as readonly { variants: readonly { units: number }[] }[]).at(-1);
    expect(last!.variants.reduce((sum, { units }) => sum + units, 0)).toBe(60);
  });

  it('checks a definition and writes nothing', async () => {
    const definition = {
      key: 'only-checked',
      variants: variants({ page: { size: 'x' } }),
      metrics: { primary: 'ctr' },
    };
    const answer = await json(weir.post('/v1/experiments/check', { definition }));
    expect(answer).toMatchObject({ violations: [{ field: 'variants.1.plan.page.size' }] });
    expect((await weir.fetch('/v1/experiments/only-checked')).status).toBe(404);
  });
});
