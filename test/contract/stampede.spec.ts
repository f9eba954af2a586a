import {
  type Cache,
  createMemoryCache,
  createMemoryLeases,
  createRedisCache,
  createRedisLeases,
  type Leases,
  openRedis,
  type RedisConnection,
} from '@weir/cache';
import type { SearchResponse } from '@weir/cascade';
import { FakeShop, shoes } from '../../libs/cascade/test/fake-shop.js';
import { RunningTime } from '../../libs/cascade/test/fake-time.js';
import { startRedis, type RedisServer } from '../redis/redis-server.js';

/** What one process shares with the others. */
interface Shared {
  readonly cache: Cache;
  readonly leases: Leases;
}

const processes = 4;
const retrievalMs = 80;

/** A shop as one process would have it; they are alike but share nothing but what is given. */
function shopOf(shared: Shared): FakeShop {
  const shop = new FakeShop(shoes(20), undefined, shared, new RunningTime());
  shop.setPlan({ deadline_ms: 5000, reranker: { budget_ms: 1000 }, retrieval: { budget_ms: 1000 } });
  shop.conduct.retrieve = { ms: retrievalMs };
  return shop;
}

async function searchEverywhere(shops: readonly FakeShop[], searches: number): Promise<readonly SearchResponse[]> {
  return Promise.all(
    Array.from({ length: searches }, (_, at) => shops[at % shops.length]!.cascade.search({ query: 'shoe' })),
  );
}

const retrievals = (shops: readonly FakeShop[]): number => shops.reduce((sum, shop) => sum + shop.calls.retrieve, 0);
const idsOf = (answer: SearchResponse): string => answer.products.map(({ product }) => product.id).join();

describe('200 identical searches at once', () => {
  let server: RedisServer;
  let connections: RedisConnection[];
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    connections = await Promise.all(
      Array.from({ length: processes }, () => openRedis({ url: server.url, budgetMs: 1000, tenant: 'stampede' })),
    );
    await server.admin((client) => client.flushall());
  });
  afterEach(() => {
    for (const connection of connections) connection.close();
  });
  const onRedis = (): FakeShop[] =>
    connections.map((redis) => shopOf({ cache: createRedisCache(redis), leases: createRedisLeases(redis) }));

  it('compute once in one process', async () => {
    const shop = shopOf({ cache: createMemoryCache({ maxBytes: 1 << 20 }), leases: createMemoryLeases() });
    const answers = await searchEverywhere([shop], 200);
    expect(retrievals([shop])).toBe(1);
    expect(new Set(answers.map(idsOf)).size).toBe(1);
  });

  it('compute once in four processes that share a Redis', async () => {
    const shops = onRedis();
    const answers = await searchEverywhere(shops, 200);
    expect(retrievals(shops)).toBe(1);
    expect(new Set(answers.map(idsOf)).size).toBe(1);
  });

  it('compute once a process when the one that has the lease dies with it, and wait no longer than they have', async () => {
    const shops = onRedis();
    const dead: Leases = { take: () => Promise.resolve({ kind: 'held' }) };
    const waiting = connections.map((redis) => shopOf({ cache: createRedisCache(redis), leases: dead }));
    for (const shop of waiting) shop.setPlan({ deadline_ms: 500 });
    const start = performance.now();
    const answers = await searchEverywhere(waiting, 200);
    expect(performance.now() - start).toBeLessThan(1500);
    expect(retrievals(waiting)).toBeLessThanOrEqual(processes);
    expect(answers.every(({ products }) => products.length > 0)).toBe(true);
    expect(retrievals(shops)).toBe(0);
  });

  it('compute once a process when Redis is gone', async () => {
    const gone = await openRedis({ url: 'redis://127.0.0.1:1' });
    connections.push(gone);
    const shops = Array.from({ length: processes }, () =>
      shopOf({ cache: createRedisCache(gone), leases: createRedisLeases(gone) }),
    );
    await searchEverywhere(shops, 200);
    expect(retrievals(shops)).toBe(processes);
  });
});
