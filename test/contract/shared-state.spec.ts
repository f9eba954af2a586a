import {
  createMemoryCounters,
  createMemoryLeases,
  createMemoryRateLimiter,
  createRedisCache,
  createRedisCounters,
  createRedisLeases,
  createRedisRateLimiter,
  type Leases,
  openRedis,
  type RateLimiter,
  type RedisConnection,
  type WindowCounters,
} from '@weir/cache';
import { startRedis, type RedisServer } from '../redis/redis-server.js';

let server: RedisServer;
let redis: RedisConnection;
let names = 0;
beforeAll(async () => {
  server = await startRedis();
  redis = await openRedis({ url: server.url, budgetMs: 2000 });
});
afterAll(async () => {
  redis.close();
  await server.close();
});

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const shape = { fields: ['impressions', 'clicks'], bucketMs: 1000, buckets: 5 };

describe.each<[string, (clock: () => number) => WindowCounters]>([
  ['memory', (clock) => createMemoryCounters(shape, { clock })],
  ['Redis', (clock) => createRedisCounters(redis, shape, { clock, readBudgetMs: 2000 })],
])('window counters in %s', (_, create) => {
  let now = 0;
  let key: string;
  let counters: WindowCounters;
  beforeEach(() => {
    now = 1_000_000;
    key = `product-${names++}`;
    counters = create(() => now);
  });
  const clicked = (amount = 1): Promise<void> => counters.add([{ key, field: 'clicks', amount }]);
  const clicksIn = async (windowMs: number): Promise<number | undefined> =>
    (await counters.sums([key], windowMs))?.[0]?.[1];

  it('sum each field of each key, in order, and nothing for a key that was never counted', async () => {
    await counters.add([
      { key, field: 'impressions', amount: 3 },
      { key, field: 'clicks', amount: 1 },
      { key, field: 'impressions', amount: 2 },
      { key, field: 'no such field', amount: 9 },
    ]);
    expect(await counters.sums(['never', key], 1000)).toEqual([
      [0, 0],
      [5, 1],
    ]);
  });

  it('count what is inside the window, to one bucket', async () => {
    await clicked();
    now += 2000;
    await clicked(10);
    expect([await clicksIn(1000), await clicksIn(2000), await clicksIn(3000)]).toEqual([10, 10, 11]);
    now += 1000;
    expect([await clicksIn(1000), await clicksIn(2000), await clicksIn(60_000)]).toEqual([0, 10, 11]);
  });

  it('count what is told late when it happened, unless that is older than the longest window', async () => {
    const late = (ms: number, amount: number): Promise<void> =>
      counters.add([{ key, field: 'clicks', amount, at: now - ms }]);
    await late(2000, 100);
    await clicked();
    await late(3000, 10);
    await late(5000, 1000);
    await counters.add([{ key, field: 'clicks', amount: 2, at: now + 9000 }]);
    expect([await clicksIn(1000), await clicksIn(3000), await clicksIn(5000)]).toEqual([3, 103, 113]);
    now += 2000;
    expect(await clicksIn(5000)).toBe(103);
  });

  it('forget what is older than the longest window, without an increment too', async () => {
    await clicked();
    now += 4000;
    expect(await clicksIn(5000)).toBe(1);
    now += 1000;
    expect(await clicksIn(5000)).toBe(0);
    await clicked();
    expect(await clicksIn(5000)).toBe(1);
    now += 3000;
    await clicked();
    expect(await clicksIn(5000)).toBe(2);
  });
});

describe.each<[string, () => RateLimiter]>([
  ['memory', () => createMemoryRateLimiter()],
  ['Redis', () => createRedisRateLimiter(redis)],
])('rate limits in %s', (_, create) => {
  it('allow so many at once, then one as each falls due, each key for itself', async () => {
    const limiter = create();
    const limit = { permits: 4, windowMs: 800 };
    const key = `api-key-${names++}`;
    const verdicts = [];
    for (let call = 0; call < 5; call++) verdicts.push(await limiter.take(key, limit));
    expect(verdicts.map(({ allowed }) => allowed)).toEqual([true, true, true, true, false]);
    expect(verdicts.slice(0, 3).map(({ remaining }) => remaining)).toEqual([3, 2, 1]);
    expect(verdicts[4]!.retryAfterMs).toBeGreaterThan(50);
    expect(verdicts[4]!.retryAfterMs).toBeLessThanOrEqual(200);
    expect((await limiter.take(`other-${names++}`, limit)).allowed).toBe(true);
    await sleep(verdicts[4]!.retryAfterMs + 20);
    expect((await limiter.take(key, limit)).allowed).toBe(true);
  });

  it('allow concurrent calls no more than the limit', async () => {
    const limiter = create();
    const key = `api-key-${names++}`;
    const limit = { permits: 7, windowMs: 60_000 };
    const verdicts = await Promise.all(Array.from({ length: 50 }, () => limiter.take(key, limit)));
    expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(7);
  });
});

describe.each<[string, () => Leases]>([
  ['memory', () => createMemoryLeases()],
  ['Redis', () => createRedisLeases(redis)],
])('leases in %s', (_, create) => {
  it('go to one of many, until it is given back', async () => {
    const leases = create();
    const key = `flight-${names++}`;
    const asked = await Promise.all(Array.from({ length: 20 }, () => leases.take(key, 60_000)));
    const taken = asked.filter((lease) => lease.kind === 'taken');
    expect(taken).toHaveLength(1);
    await taken[0]!.release();
    expect((await leases.take(key, 60_000)).kind).toBe('taken');
  });

  it('are lost after their time, and then not given back for the next holder', async () => {
    const leases = create();
    const key = `flight-${names++}`;
    const first = await leases.take(key, 40);
    await sleep(80);
    expect((await leases.take(key, 60_000)).kind).toBe('taken');
    if (first.kind === 'taken') await first.release();
    expect((await leases.take(key, 60_000)).kind).toBe('held');
  });
});

describe('where Redis does not answer', () => {
  let gone: RedisServer;
  let connection: RedisConnection;
  beforeAll(async () => {
    gone = await startRedis();
    connection = await openRedis({ url: gone.url });
    await gone.close();
  });
  afterAll(() => {
    connection.close();
  });

  it('counters are unknown, leases too, and each process limits by itself', async () => {
    const counters = createRedisCounters(connection, shape);
    await counters.add([{ key: 'product', field: 'clicks', amount: 1 }]);
    expect(await counters.sums(['product'], 1000)).toBeUndefined();
    expect((await createRedisLeases(connection).take('flight', 1000)).kind).toBe('unknown');
    const limiter = createRedisRateLimiter(connection);
    const verdicts = [];
    for (let call = 0; call < 3; call++) verdicts.push(await limiter.take('key', { permits: 2, windowMs: 60_000 }));
    expect(verdicts.map(({ allowed }) => allowed)).toEqual([true, true, false]);
  });
});

test('everything in Redis has a time to live, and begins with the version and the tenant', async () => {
  const shop = await openRedis({ url: server.url, tenant: 'ttl-shop', budgetMs: 2000 });
  await createRedisCounters(shop, shape).add([{ key: 'product', field: 'clicks', amount: 1 }]);
  await createRedisLeases(shop).take('flight', 60_000);
  await createRedisRateLimiter(shop).take('key', { permits: 2, windowMs: 60_000 });
  const cache = createRedisCache(shop);
  await cache.set('key', new Uint8Array(4), 60_000);
  await cache.invalidate('prefix');
  shop.close();
  await server.admin(async (client) => {
    const keys = (await client.keys('*')).filter((key) => key.includes('ttl-shop'));
    expect(keys).toHaveLength(6);
    for (const key of keys) {
      expect(key).toMatch(/^w1:ttl-shop:/);
      expect(await client.pttl(key)).toBeGreaterThan(0);
    }
    const value = await client.memory(
      'USAGE',
      keys.find((key) => /^w1:ttl-shop:[A-Za-z0-9_-]{16}$/.test(key))!,
    );
    expect(value).toBeLessThanOrEqual(112);
  });
});
