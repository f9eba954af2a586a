import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startRedis, type RedisServer } from '../redis/redis-server.js';
import { until } from '../redis/topologies.js';
import { startWeir, type WeirProcess } from './weir-process.js';
import { writeShop } from './shop.js';

jest.setTimeout(120_000);

interface Answer {
  readonly cached: boolean;
  readonly tookMs: number;
  readonly products: readonly { readonly product: { readonly id: string } }[];
}

let folder: string;
let redis: RedisServer;
let weir: WeirProcess;

async function search(query: string): Promise<Answer> {
  const response = await weir.post('/v1/search', { query });
  expect(response.status).toBe(200);
  return (await response.json()) as Answer;
}
const metric = async (line: string): Promise<number> => {
  const text = await (await weir.fetch('/metrics')).text();
  return Number(new RegExp(`^${line} (\\d+)`, 'm').exec(text)?.[1] ?? NaN);
};
const start = (): Promise<WeirProcess> =>
  startWeir(['--data-dir', path.join(folder, 'data'), '--catalogue', path.join(folder, 'shop.jsonl')], {
    WEIR_CACHE_URL: redis.url,
    WEIR_CACHE_TENANT: 'lamps',
    WEIR_CACHE_NEAR_BYTES: '0',
    // A machine that is busy with other tests is not what these are about.
    WEIR_CACHE_BUDGET_MS: '50',
    WEIR_PLAN_DEADLINE_MS: '5000',
  });

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'weir-shared-'));
  writeShop(path.join(folder, 'shop.jsonl'));
  redis = await startRedis();
  weir = await start();
});
afterAll(async () => {
  await weir.end();
  await redis.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('weir serve with cache.url', () => {
  afterEach(() => {
    redis.resume();
  });

  it('keeps pages and scores in Redis, all under the tenant and with a time to live', async () => {
    expect((await search('desk lamp')).cached).toBe(false);
    await until(async () => (await search('desk lamp')).cached);
    const keys = await redis.admin((client) => client.keys('*'));
    expect(keys.length).toBeGreaterThan(20);
    expect(keys.every((key) => key.startsWith('w1:lamps:'))).toBe(true);
    const ttls = await redis.admin((client) => Promise.all(keys.map((key) => client.pttl(key))));
    expect(Math.min(...ttls)).toBeGreaterThan(0);
    expect(await metric('weir_cache_reads_total\\{cache="pages",outcome="hit"\\}')).toBeGreaterThan(0);
    expect(await metric('weir_cache_reads_total\\{cache="scores",outcome="miss"\\}')).toBeGreaterThan(0);
  });

  it('answers every search while Redis is paused, and uses it again when it goes on', async () => {
    redis.pause();
    for (let count = 0; count < 30; count++) expect((await search('hand saw')).products.length).toBeGreaterThan(0);
    expect(await metric('weir_cache_available')).toBe(0);
    expect(await metric('weir_cache_opened_total')).toBeGreaterThan(0);
    redis.resume();
    await until(async () => (await search('hand saw')).cached);
    expect(await metric('weir_cache_available')).toBe(1);
    expect(weir.output()).toContain('the shared cache does not answer in time');
  });

  it('has the pages of before after a restart, and shows a write at once', async () => {
    await weir.end();
    weir = await start();
    await until(async () => (await search('desk lamp')).cached);
    const before = await search('desk lamp');
    await weir.end();
    weir = await start();
    const after = await search('desk lamp');
    expect(after).toMatchObject({ cached: true, products: before.products });
    const gone = after.products[0]!.product.id;
    await weir.fetch(`/v1/products/${gone}`, { method: 'DELETE' });
    const next = await search('desk lamp');
    expect(next.products.map(({ product }) => product.id)).not.toContain(gone);
  });
});
