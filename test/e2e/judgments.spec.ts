import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  type GetQueryRunRequest,
  type GetQueryRunResponse,
  JudgmentServiceClient,
  QueryRunState,
} from '@weir/contracts';
import { startWeir, type WeirProcess } from './weir-process.js';

jest.setTimeout(180_000);

describe('judgments over the API', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-judgments-'));
  const settings = ['--set', `data_dir=${folder}`, '--set', 'demo.products=300'];
  let weir: WeirProcess;

  beforeAll(async () => {
    weir = await startWeir(settings);
  }, 180_000);
  afterAll(async () => {
    await weir.end('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  const post = async (address: string, body: unknown) => {
    const answer = await weir.post(address, body);
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const text = async (address: string): Promise<string> => (await weir.fetch(address)).text();

  it('are there after a kill the moment they were acknowledged', async () => {
    expect((await post('/v1/judgment-sets', { key: 'team', name: 'Team' })).status).toBe(200);
    const grades = [
      { product_id: 'a', grade: 3 },
      { product_id: 'b', grade: 0 },
    ];
    await post('/v1/judgment-sets/team/grades', { query: 'cordless drill', grades, author: 'ann' });
    await post('/v1/query-sets', { key: 'shop', judgment_set: 'team' });
    await post('/v1/query-sets/shop/queries', { file: 'cordless drill\nlamp' });
    await weir.end('SIGKILL');
    weir = await startWeir(settings);
    expect(await text('/v1/judgment-sets/team/qrels')).toMatch(/^\w{12} 0 a 3\n\w{12} 0 b 0\n$/);
    const missing = await weir.fetch('/v1/judgment-sets/nobody/qrels');
    expect([missing.status, ((await missing.json()) as { readonly code: string }).code]).toEqual([404, 'NOT_FOUND']);
    expect(await text('/v1/judgment-sets/team/queries')).toContain('"text":"cordless drill"');
    expect(await (await weir.fetch('/v1/query-sets')).json()).toMatchObject({
      query_sets: [{ key: 'shop', judgment_set: 'team', queries: 2 }],
    });
  });

  it('answer what is wrong by its field, what is taken and what is stale by its code', async () => {
    expect(await post('/v1/judgment-sets', { key: 'A b' })).toMatchObject({
      ...{ status: 400, body: { violations: [{ field: 'key' }] } },
    });
    expect((await post('/v1/judgment-sets', { key: 'team' })).status).toBe(409);
    const stale = { query: 'cordless drill', grades: [{ product_id: 'a', grade: 1 }], version: 0 };
    expect(await post('/v1/judgment-sets/team/grades', stale)).toMatchObject({
      ...{ status: 409, body: { code: 'ABORTED' } },
    });
    expect((await post('/v1/judgment-sets/gone/grades', stale)).status).toBe(404);
    const plans = [{ name: 'wrong', plan: { reranker: { window: 0 } } }];
    expect(await post('/v1/query-sets/shop/run', { plans })).toMatchObject({
      ...{ status: 400, body: { violations: [{ field: 'plans[0].plan.reranker.window' }] } },
    });
  });

  it('measure Plans in a run that gRPC tells of too', async () => {
    const found = (await post('/v1/search', { query: 'cordless drill', page_size: 3, plan: {} })).body as {
      readonly products: readonly { readonly product: { readonly id: string } }[];
    };
    const grades = found.products.map(({ product }) => ({ product_id: product.id, grade: 2 }));
    await post('/v1/judgment-sets/team/grades', { query: 'Cordless Drill', grades });
    const plans = [
      { name: 'words', plan: { retrieval: { mode: 'bm25' }, ranker: { model: null }, reranker: { model: null } } },
      { name: 'base', plan: {} },
    ];
    const { body } = await post('/v1/query-sets/shop/run', { plans, author: 'ann' });
    const client = weir.client(JudgmentServiceClient);
    const get = promisify<GetQueryRunRequest, GetQueryRunResponse>(client.getQueryRun.bind(client));
    let answer = await get({ id: String(body['id']) });
    while (answer.run?.state === QueryRunState.QUERY_RUN_STATE_RUNNING) answer = await get({ id: String(body['id']) });
    expect(answer.run).toMatchObject({
      ...{ state: QueryRunState.QUERY_RUN_STATE_DONE, queries: 1, queries_unjudged: 1, author: 'ann' },
      plans: [{ name: 'words' }, { name: 'base', plan: {}, whole_plan: { retrieval: { mode: 'hybrid' } } }],
    });
    expect(answer.run?.plans[1]?.means?.recall_at_100).toBeGreaterThan(0);
    expect(answer.queries).toMatchObject([
      { query: 'cordless drill', judged: 5 },
      { query: 'lamp', judged: 0 },
    ]);
  });
});
