import { createRedisCache, openRedis, type RedisConnection, type RedisConnectionOptions } from '@weir/cache';
import { clusterSlot } from '../../libs/cache/src/redis/cluster-slot.js';
import { cacheContract } from '../contract/cache-suite.js';
import { startRedis } from '../redis/redis-server.js';
import {
  type RedisGroup,
  startCluster,
  startGuardedSentinel,
  startSentinels,
  terminateTls,
  tlsFile,
  until,
} from '../redis/topologies.js';

const value = new Uint8Array([1, 2, 3]);
/** Patient: what is tested is where a call goes, not how long a busy machine takes. */
const budgetMs = 2000;
const isKept = async (redis: RedisConnection, key = 'key'): Promise<boolean> => {
  const cache = createRedisCache(redis);
  await cache.get(key);
  await cache.set(key, value, 60_000);
  return (await cache.get(key)).kind === 'hit';
};
jest.setTimeout(90_000);

/** Closed after each test, also one that fails: what is left open keeps Jest from ending. */
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
async function open(options: RedisConnectionOptions): Promise<RedisConnection> {
  const redis = await openRedis(options);
  closing.push(() => {
    redis.close();
  });
  return redis;
}

describe('a Redis Cluster', () => {
  let cluster: RedisGroup;
  let tenants = 0;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster.close());

  cacheContract('the Redis adapter on a cluster', async () => {
    const redis = await openRedis({ url: cluster.url, tenant: `tenant-${tenants++}`, budgetMs });
    return {
      cache: createRedisCache(redis),
      elapse: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      close: () => {
        redis.close();
        return Promise.resolve();
      },
    };
  });

  it('puts keys into the slots that Redis puts them into', async () => {
    const keys = ['weir', 'w1:shop:{tag}rest', '{}empty', 'a{b}{c}', 'a{b', 'w1:shop:{generation}', 'é{ü}'];
    const slots = await cluster.servers[0]!.admin((client) =>
      Promise.all(keys.map((key) => client.call('CLUSTER', 'KEYSLOT', key))),
    );
    expect(keys.map(clusterSlot)).toEqual(slots);
  });

  it('keeps keys of one hash tag together, and all others spread', async () => {
    const { keys } = await open({ url: cluster.url });
    const slotsOf = (names: readonly string[]): number => new Set(names.map((name) => clusterSlot(keys.of(name)))).size;
    expect(slotsOf(Array.from({ length: 50 }, (_, at) => `score:{query}:${at}`))).toBe(1);
    expect(slotsOf(Array.from({ length: 50 }, (_, at) => `page:${at}`))).toBeGreaterThan(20);
  });

  it('loses a node, never a call', async () => {
    const redis = await open({ url: cluster.url, budgetMs: 20 });
    const cache = createRedisCache(redis);
    await cluster.servers[2]!.kill();
    const end = performance.now() + 2000;
    while (performance.now() < end) {
      await cache.getMany(Array.from({ length: 20 }, (_, at) => `key-${at}`));
      await cache.set('key-1', value, 60_000);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  });
});

test('Sentinels name the master, and the new one after a failover', async () => {
  const group = await startSentinels();
  closing.push(() => group.close());
  const redis = await open({ url: group.url, budgetMs });
  expect(await isKept(redis)).toBe(true);
  await group.servers[0]!.kill();
  await until(() => isKept(redis, 'after'));
  const onReplica = await group.servers[1]!.admin((client) => client.exists(redis.keys.of('after')));
  expect(onReplica).toBe(1);
});

test('a Sentinel with a login of its own, behind TLS like the master: nothing goes without either', async () => {
  const passwords = { master: 'of the:master', sentinel: 'of the sentinel' };
  const guarded = await startGuardedSentinel(passwords);
  closing.push(() => guarded.close());
  const tls = { ca: tlsFile('ca.pem') };
  const sentinel = { password: passwords.sentinel };
  const usual = { url: guarded.url, budgetMs, tls };
  expect(await isKept(await open({ ...usual, sentinel }))).toBe(true);
  expect(await isKept(await open({ ...usual, sentinel: { username: 'weir', ...sentinel } }))).toBe(true);
  const impatient = { ...usual, budgetMs: 200 };
  expect(await isKept(await open(impatient))).toBe(false);
  expect(await isKept(await open({ ...impatient, sentinel: { password: passwords.master } }))).toBe(false);
  expect(await isKept(await open({ ...impatient, sentinel, password: passwords.sentinel }))).toBe(false);
  expect(await isKept(await open({ ...impatient, sentinel, tls: {} }))).toBe(false);
});

test('TLS, and an ACL user that may touch the keys of its tenant alone', async () => {
  const server = await startRedis();
  closing.push(() => server.close());
  const tls = await terminateTls(server);
  closing.push(() => {
    tls.close();
  });
  await server.admin(async (client) => {
    const rules = ['on', '>pass:w/rd', 'resetchannels', '&w1:shop:*', '~w1:shop:*', '+@all', '-@dangerous', '+info'];
    await client.call('ACL', 'SETUSER', 'weir', ...rules);
    await client.call('ACL', 'SETUSER', 'default', 'resetpass', 'off', 'nopass', 'on');
  });
  const ca = tlsFile('ca.pem');
  const named = await open({
    url: tls.url,
    tenant: 'shop',
    budgetMs,
    username: 'weir',
    password: 'pass:w/rd',
    tls: { ca },
  });
  expect(await isKept(named)).toBe(true);
  await createRedisCache(named).invalidate('ke');
  expect(await createRedisCache(named).get('key')).toEqual({ kind: 'miss' });

  const inUrl = tls.url.replace('//', '//weir:pass%3Aw%2Frd@');
  const encoded = await open({ url: inUrl, tenant: 'shop', budgetMs, tls: { ca } });
  expect(await isKept(encoded)).toBe(true);
  const other = await open({ url: inUrl, tenant: 'other', budgetMs, tls: { ca } });
  expect(await isKept(other)).toBe(false);
  const wrong = await open({ url: inUrl, tenant: 'shop', budgetMs: 200, password: 'wrong', tls: { ca } });
  expect(await isKept(wrong)).toBe(false);
  const untrusting = await open({ url: inUrl, tenant: 'shop', budgetMs: 200 });
  expect(await isKept(untrusting)).toBe(false);
});
