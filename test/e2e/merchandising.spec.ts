import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { callUnary, MerchandisingServiceClient, PutRuleRequest, type SearchResponse } from '@weir/contracts';
import { writeShop } from './shop.js';
import { startWeir, type WeirProcess } from './weir-process.js';

const rule = {
  key: 'drills',
  description: 'Our own drill first',
  when: { query: { test: 'is', values: ['cordless drill'] } },
  actions: [{ kind: 'pin', products: ['p60'] }],
  state: 'on',
};

describe('merchandising rules of a running server', () => {
  let folder: string;
  let weir: WeirProcess;
  const start = () =>
    startWeir(['--set', 'plan.deadline_ms=20000'], {
      WEIR_DATA_DIR: path.join(folder, 'data'),
      WEIR_CATALOGUE_FILE: path.join(folder, 'shop.jsonl'),
    });
  const search = async (body: object = {}): Promise<SearchResponse> => {
    const response = await weir.post('/v1/search', { query: 'cordless drill', ...body });
    const answer = (await response.json()) as SearchResponse;
    expect([response.status, answer]).toEqual([200, expect.anything()]);
    return answer;
  };
  const top = async (body: object = {}): Promise<string | undefined> => (await search(body)).products[0]?.product?.id;
  const send = async (method: string, address: string, body?: object): Promise<Record<string, unknown>> => {
    const response = await weir.fetch(address, {
      method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    return { http: response.status, ...((await response.json()) as object) };
  };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'weir-rules-'));
    writeShop(path.join(folder, 'shop.jsonl'));
    weir = await start();
  }, 90_000);
  afterAll(async () => {
    await weir.end('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  it('act on the next search, whatever the page cache had', async () => {
    const before = await top();
    expect(before).not.toBe('p60');
    expect(await top()).toBe(before);
    expect(await send('PUT', '/v1/rules/drills', { rule, author: 'ada' })).toMatchObject({
      http: 200,
      version: 1,
      updated_by: 'ada',
      warnings: [],
    });
    expect(await top()).toBe('p60');
    const { products, rules } = await search({ explain: true });
    expect(rules).toEqual([{ key: 'drills', notes: [] }]);
    expect(products[0]?.explanation?.rules).toMatchObject([{ rule: 'drills', kind: 'pin', to: 1 }]);
  }, 60_000);

  it('are refused where they are wrong or stale, at the field', async () => {
    const bad = { ...rule, key: 'bad', when: { query: { test: 'matches', values: ['('] } }, actions: [] };
    expect(await send('PUT', '/v1/rules/bad', { rule: bad })).toMatchObject({
      http: 400,
      violations: [{ field: 'rule.actions' }],
    });
    expect(await send('PUT', '/v1/rules/drills', { rule, version: 7 })).toMatchObject({ http: 409, code: 'ABORTED' });
    expect(await send('PUT', '/v1/rules/other', { rule })).toMatchObject({ violations: [{ field: 'rule.key' }] });
    expect(await send('DELETE', '/v1/rules/drills')).toMatchObject({ http: 409 });
    const unknown = { ...rule, key: 'x', actions: [{ kind: 'hide', filters: [{ field: 'bramd', values: ['a'] }] }] };
    const asked = await weir.post('/v1/search', { query: 'drill', rules: [unknown] });
    expect(await asked.json()).toMatchObject({ violations: [{ field: 'rules[0].actions[0].filters[0].field' }] });
  }, 60_000);

  it('outlive kill -9 once they were acknowledged, over gRPC as over HTTP', async () => {
    const hide = PutRuleRequest.fromPartial({
      rule: {
        key: 'no-kestrel',
        when: { query: { test: 'contains', values: ['drill'] } },
        actions: [{ kind: 'hide', filters: [{ field: 'brand', values: ['Kestrel'] }] }],
        state: 'on',
        priority: 3,
      },
      author: 'bob',
    });
    const client = weir.client(MerchandisingServiceClient);
    const { rule: kept } = await callUnary(client.putRule.bind(client), hide, { ms: 10_000 });
    expect(kept).toMatchObject({ version: 1, status: 'active' });
    await weir.end('SIGKILL');
    weir = await start();
    const { products, total } = await search({ page_size: 200 });
    expect(products[0]?.product?.id).toBe('p60');
    expect(products.some(({ product }) => product?.brand === 'Kestrel')).toBe(false);
    expect(total).toBeLessThanOrEqual(30);
    const { rules } = (await send('GET', '/v1/rules')) as { rules?: readonly { rule: { key: string } }[] };
    expect(rules?.map((each) => each.rule.key)).toEqual(['drills', 'no-kestrel']);
  }, 90_000);

  it('that are drafts act on the variant of an experiment that names them, and reach the searches they are for', async () => {
    const draft = { ...rule, state: 'draft', actions: [{ kind: 'pin', products: ['p120'] }] };
    expect(await send('PUT', '/v1/rules/drills', { rule: draft, version: 1 })).toMatchObject({ version: 2 });
    const definition = {
      key: 'test-drills',
      variants: [
        { key: 'control', weight: 0.5 },
        { key: 'with-rule', weight: 0.5, plan: { merchandising: { rules: { drills: true } } } },
      ],
      metrics: { primary: 'conversion' },
      forced: { ann: 'with-rule', bob: 'control' },
    };
    expect(await send('POST', '/v1/experiments', { definition })).toMatchObject({ http: 200 });
    expect(await send('POST', '/v1/experiments/test-drills/start', {})).toMatchObject({ http: 200 });
    expect(await top()).not.toBe('p120');
    expect(await top({ shopper_id: 'ann' })).toBe('p120');
    expect(await top({ shopper_id: 'bob' })).not.toBe('p120');
    const reached = async (body: object): Promise<unknown> => (await search(body)).variants[0]?.reached;
    expect(await reached({ shopper_id: 'ann' })).toBe(true);
    expect(await reached({ shopper_id: 'bob' })).toBe(true);
    expect(await reached({ shopper_id: 'ann', query: 'desk lamp' })).toBe(false);
  }, 60_000);

  it('are deleted, and what was done stays known', async () => {
    expect(await send('DELETE', '/v1/rules/no-kestrel?version=1&author=ada&reason=over')).toMatchObject({ http: 200 });
    expect(await send('GET', '/v1/rules/no-kestrel')).toMatchObject({ http: 404 });
    const { changes } = await send('GET', '/v1/rules/no-kestrel/changes');
    expect(changes).toMatchObject([
      { author: 'ada', action: 'delete', reason: 'over', before: { key: 'no-kestrel' } },
      { author: 'bob', action: 'create', after: { key: 'no-kestrel', priority: 3 } },
    ]);
    const { products } = await search({ page_size: 200 });
    expect(products.some(({ product }) => product?.brand === 'Kestrel')).toBe(true);
  }, 60_000);
});
