import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createRedisCache, openRedis, type Cache, type RedisConnection } from '@weir/cache';
import { startRedis, type RedisServer } from '../redis/redis-server.js';

/** What a call may cost when Redis does not answer, ms. */
const budgetMs = 20;
/** What a timer, the event loop and a machine busy with other tests may add to it. */
const slackMs = 80;
const value = new Uint8Array(256).fill(7);

let server: RedisServer;
let redis: RedisConnection;
let cache: Cache;
const failures: string[] = [];
const states: string[] = [];

async function open(args: readonly string[] = []): Promise<void> {
  server = await startRedis(args);
  redis = await openRedis({
    url: server.url,
    budgetMs,
    onFailure: (cause) => failures.push(cause),
    onState: (state) => states.push(state),
  });
  cache = createRedisCache(redis);
  failures.length = 0;
  states.length = 0;
}
afterEach(async () => {
  redis.close();
  await server.close();
});

/**
 * Reads and writes for a while, twenty at a time, and at least twice around all keys. Rejects where a call does; the
 * slowest reading, ms, without the longest that this process itself was kept from running.
 */
async function load(ms: number, name: string): Promise<{ readonly slowestMs: number; readonly hits: number }> {
  const stalls = monitorEventLoopDelay({ resolution: 1 });
  stalls.enable();
  const until = performance.now() + ms;
  let slowestMs = 0;
  let hits = 0;
  for (let round = 0; performance.now() < until || round < 10; round++) {
    const keys = Array.from({ length: 20 }, (_, at) => `${name}/${(round * 20 + at) % 100}`);
    const start = performance.now();
    const answers = await cache.getMany(keys);
    slowestMs = Math.max(slowestMs, performance.now() - start);
    hits += answers.filter(({ kind }) => kind === 'hit').length;
    await cache.setMany(
      keys.map((key) => ({ key, value })),
      60_000,
    );
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  stalls.disable();
  return { slowestMs: slowestMs - stalls.max / 1e6, hits };
}

async function untilUsedAgain(): Promise<number> {
  const start = performance.now();
  while (performance.now() - start < 10_000) {
    await cache.get('back');
    await cache.set('back', value, 60_000);
    if ((await cache.get('back')).kind === 'hit') return performance.now() - start;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('Redis is back, but is not used');
}

describe('the Redis cache under load', () => {
  it('fails no call when Redis is killed, costs at most the budget, and uses it when it is back', async () => {
    await open();
    expect((await load(300, 'before')).hits).toBeGreaterThan(0);
    const during = load(1000, 'during');
    await server.kill();
    expect((await during).slowestMs).toBeLessThan(budgetMs + slackMs);
    expect(redis.state()).not.toBe('closed');
    const misses = await cache.getMany(['before/1', 'before/2']);
    expect(misses.map(({ kind }) => kind)).toEqual(['miss', 'miss']);

    await server.restart();
    expect(await untilUsedAgain()).toBeLessThan(5000);
    expect((await load(300, 'after')).hits).toBeGreaterThan(0);
  });

  it('fails no call when Redis is paused, costs next to nothing once that is noticed, and uses it when it goes on', async () => {
    await open();
    await load(300, 'key');
    const during = load(1500, 'key');
    server.pause();
    expect((await during).slowestMs).toBeLessThan(budgetMs + slackMs);
    expect(redis.state()).not.toBe('closed');
    expect(states[0]).toBe('open');
    // A handful of calls paid for finding out, those after are not even tried.
    expect(failures.filter((cause) => cause === 'timeout').length).toBeLessThan(20);
    expect(failures.filter((cause) => cause === 'open').length).toBeGreaterThan(100);
    const start = performance.now();
    for (let call = 0; call < 100; call++) await cache.get('key/1');
    expect(performance.now() - start).toBeLessThan(slackMs);

    server.resume();
    expect(await untilUsedAgain()).toBeLessThan(5000);
    expect((await load(300, 'key')).hits).toBeGreaterThan(0);
  });

  it('goes on reading when Redis is full and takes no write', async () => {
    await open(['--maxmemory', '2mb', '--maxmemory-policy', 'noeviction']);
    await cache.get('early');
    await cache.set('early', value, 60_000);
    await server.admin(async (client) => {
      const filler = Buffer.alloc(8192, 1);
      for (let key = 0; ; key++) {
        try {
          await client.set(`filler:${key}`, filler);
        } catch {
          return;
        }
      }
    });
    const { slowestMs } = await load(500, 'full');
    expect(slowestMs).toBeLessThan(budgetMs + slackMs);
    expect(failures).toContain('failed');
    // It is there and answers: that it has no memory is no reason not to read from it.
    expect(redis.state()).toBe('closed');
    expect((await cache.get('early')).kind).toBe('hit');

    await server.admin((client) => client.config('SET', 'maxmemory', '100mb'));
    expect((await load(300, 'room')).hits).toBeGreaterThan(0);
  });

  it('takes an invalidation back from nobody when Redis is full', async () => {
    await open(['--maxmemory', '2mb', '--maxmemory-policy', 'noeviction']);
    await cache.get('page/1');
    await cache.set('page/1', value, 60_000);
    await server.admin((client) => client.config('SET', 'maxmemory', '1kb'));
    await cache.invalidate('page/');
    expect((await cache.get('page/1')).kind).toBe('miss');
    const other = await openRedis({ url: server.url, budgetMs: 1000 });
    const elsewhere = (await createRedisCache(other).get('page/1')).kind;
    other.close();
    expect(elsewhere).toBe('miss');
    await server.admin((client) => client.config('SET', 'maxmemory', '100mb'));
    expect((await cache.get('page/1')).kind).toBe('miss');
    expect(await untilUsedAgain()).toBeLessThan(5000);
  });

  it('loses a working set to eviction, never an invalidation', async () => {
    await open(['--maxmemory', '2mb', '--maxmemory-policy', 'allkeys-lru']);
    await cache.get('page/1');
    await cache.set('page/1', value, 60_000);
    await cache.invalidate('page/');
    await load(1000, 'evicting');
    expect((await cache.get('page/1')).kind).toBe('miss');
    expect((await load(300, 'evicting')).hits).toBeGreaterThan(0);
  });

  it('holds an invalidation that Redis could not be told of until it can be', async () => {
    await open();
    const other = await openRedis({ url: server.url, budgetMs: 1000 });
    await cache.get('page/1');
    await cache.set('page/1', value, 60_000);
    server.pause();
    await cache.invalidate('page/');
    expect((await cache.get('page/1')).kind).toBe('miss');
    server.resume();
    await untilUsedAgain();
    expect((await cache.get('page/1')).kind).toBe('miss');
    const elsewhere = (await createRedisCache(other).get('page/1')).kind;
    other.close();
    expect(elsewhere).toBe('miss');
  });

  it('forgets everything rather than nothing when the generation is lost', async () => {
    await open();
    await cache.get('page/1');
    await cache.set('page/1', value, 60_000);
    await cache.invalidate('other/');
    await server.admin((client) => client.del(redis.keys.generation));
    expect((await cache.get('page/1')).kind).toBe('miss');
    expect(await untilUsedAgain()).toBeLessThan(1000);
  });
});
