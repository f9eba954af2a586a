import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { demoShop } from '@weir/catalogue';
import { connect } from '@weir/opensearch';
import { indexName, openSearchUrl } from '../opensearch-server.js';
import { startStage, startWeir, type WeirProcess } from './weir-process.js';

const set = (...settings: readonly string[]): readonly string[] => settings.flatMap((each) => ['--set', each]);
const keyOf = (role: string): string => `a-key-for-${role}-of-the-test`;

jest.setTimeout(60_000);

describe('the console of services apart', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'weir-forward-'));
  const prefix = indexName('forward');
  let url: string;
  let common: readonly string[];
  /** Has what searches and the catalogue have. */
  let other: WeirProcess;
  /** Serves the console, and asks the other. */
  let experiments: WeirProcess;
  const headers: Record<string, Readonly<Record<string, string>>> = {};

  beforeAll(async () => {
    const keys = [
      { name: 'viewer', key: keyOf('viewer'), roles: ['search', 'read'] },
      { name: 'editor', key: keyOf('editor'), roles: ['search', 'read', 'edit'] },
    ];
    writeFileSync(path.join(folder, 'keys.yaml'), JSON.stringify(keys));
    url = await openSearchUrl();
    common = set(`access.keys_file=${path.join(folder, 'keys.yaml')}`);
    const secret = set('console.session_secret=a-secret-of-the-test-that-is-long-enough');
    const shop = set('demo.products=30', 'plan.retrieval.mode=bm25');
    other = await startWeir([...common, ...secret, ...shop, '--data-dir', path.join(folder, 'other')]);
    const address = `http://127.0.0.1:${other.httpPort}`;
    experiments = await startStage('experiments', [
      ...[...common, ...secret, ...set('storage.engine=opensearch', `opensearch.url=${url}`)],
      ...set(`storage.opensearch.prefix=${prefix}`, `data_dir=${path.join(folder, 'experiments')}`),
      ...set(`console.search_url=${address}`, `console.retrieval_url=${address}`),
    ]);
    for (const role of ['viewer', 'editor']) {
      const response = await experiments.post('/v1/session', { key: keyOf(role) });
      const { csrf_token: token } = (await response.json()) as { readonly csrf_token: string };
      const [cookie = ''] = response.headers.getSetCookie();
      headers[role] = { cookie: cookie.split(';')[0]!, 'x-weir-csrf': token, 'content-type': 'application/json' };
    }
  }, 120_000);
  afterAll(async () => {
    await Promise.all([other.end('SIGKILL'), experiments.end('SIGKILL')]);
    const client = connect({ nodes: [url] });
    await client.indices.delete({ index: `${prefix}-*` });
    await client.close();
    rmSync(folder, { recursive: true });
  });

  const post = (address: string, body: unknown, role: string, more = {}): Promise<Response> =>
    experiments.fetch(address, {
      method: 'POST',
      headers: { ...headers[role], ...more },
      body: JSON.stringify(body),
    });

  it('shows who is signed in there what the other processes have', async () => {
    const catalogue = await experiments.fetch('/v1/catalogue', { headers: headers['viewer']! });
    expect(await catalogue.json()).toMatchObject({ products: 30 });
    const system = await experiments.fetch('/v1/system', { headers: headers['viewer']! });
    expect(await system.json()).toMatchObject({ process: { name: 'weir serve' } });
    const found = await post('/v1/search', { query: demoShop({ products: 30, seed: 7 }).suggestions[0] }, 'viewer');
    expect(found.status).toBe(200);
    expect(((await found.json()) as { products: unknown[] }).products.length).toBeGreaterThan(0);
  });

  it('lets nobody do there what they may not do where it is done', async () => {
    const body = { key: 'team', name: 'Team' };
    expect((await experiments.fetch('/v1/catalogue')).status).toBe(401);
    expect((await experiments.post('/v1/search', { query: 'drill' })).status).toBe(401);
    expect((await post('/v1/judgment-sets', body, 'viewer')).status).toBe(403);
    expect((await post('/v1/judgment-sets', body, 'editor', { 'x-weir-csrf': 'x' })).status).toBe(403);
    expect((await post('/v1/judgment-sets', body, 'editor', { origin: 'https://evil.example' })).status).toBe(403);
    // Of the process that asks itself, as before; and what no table names is nowhere.
    expect((await experiments.fetch('/v1/experiments')).status).toBe(401);
    expect((await experiments.fetch('/v1/search/../metrics-of-mine', { headers: headers['editor']! })).status).toBe(
      404,
    );
    expect((await experiments.fetch('/v1/models/a/b/c', { headers: headers['editor']! })).status).toBe(404);
  });

  it('hands on bodies and answers as they are, and who changed something', async () => {
    expect((await post('/v1/judgment-sets', { key: 'team', name: 'Team' }, 'editor')).status).toBe(200);
    const origin = `http://127.0.0.1:${experiments.httpPort}`;
    const grades = Array.from({ length: 200 }, (_, at) => ({ product_id: `é-${at}`, grade: at % 4 }));
    for (const query of ['drill', 'säge']) {
      const body = { query, grades, author: 'x' };
      expect((await post('/v1/judgment-sets/team/grades', body, 'editor', { origin })).status).toBe(200);
    }
    const kept = await experiments.fetch('/v1/judgment-sets/team/grades?query=s%C3%A4ge', {
      headers: headers['viewer']!,
    });
    const text = await kept.text();
    expect(text).toContain('"é-199"');
    expect(text).toContain('"editor"');
    const wrong = await post('/v1/search', { query: 'x'.repeat(600) }, 'viewer');
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({ code: 'INVALID_ARGUMENT', violations: [{ field: 'query' }] });
  });

  it('starts only where the others can know who signs in', async () => {
    const storage = set('storage.engine=opensearch', `opensearch.url=${url}`, `storage.opensearch.prefix=${prefix}`);
    const without = startStage('experiments', [...common, ...storage, ...set('console.search_url=http://127.0.0.1:1')]);
    await expect(without).rejects.toThrow(/console\.session_secret is not set/);
  });

  it('says which process does not answer, and goes on with its own', async () => {
    await other.end('SIGKILL');
    const answer = await experiments.fetch('/v1/catalogue', { headers: headers['viewer']! });
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({
      code: 'UNAVAILABLE',
      message: 'weir serve retrieval does not answer: see that it runs, and that console.retrieval_url is where',
    });
    expect((await experiments.fetch('/v1/experiments', { headers: headers['viewer']! })).status).toBe(200);
  });
});
