import { startRedis, type RedisServer } from '../../../test/redis/redis-server.js';
import { type Caches, openCaches } from './caches.js';

const value = Uint8Array.from([1, 2, 3, 4]);
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('caches that two processes share', () => {
  let server: RedisServer;
  const opened: Caches[] = [];
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.close());
  afterEach(() => {
    for (const caches of opened.splice(0)) caches.close();
  });

  async function open(scope = 'catalogue'): Promise<Caches> {
    const caches = await openCaches({ bytes: 0, scope, shared: { url: server.url, tenant: 'shop', budgetMs: 2000 } });
    opened.push(caches);
    await sleep(50);
    return caches;
  }

  it('forget their pages in both when the catalogue or the Plan changes in one, and keep scores', async () => {
    const [one, other] = [await open(), await open()];
    const [page, score] = ['weir/page/7/fingerprint', 'score:model:{query}:1:p1'];
    await one.pages.get(page);
    await one.pages.set(page, value, 60_000);
    await one.scores.setMany([{ key: score, value }], 60_000);
    expect((await other.pages.get(page)).kind).toBe('hit');
    one.changed();
    one.changed();
    await sleep(250);
    for (const caches of [one, other]) {
      expect((await caches.pages.get(page)).kind).toBe('miss');
      expect((await caches.scores.get(score)).kind).toBe('hit');
    }
  });

  it('share nothing with those of another catalogue', async () => {
    const [one, other] = [await open(), await open('another')];
    await one.scores.set('score', value, 60_000);
    expect((await one.scores.get('score')).kind).toBe('hit');
    expect((await other.scores.get('score')).kind).toBe('miss');
  });

  it('tell the observer of each reading, and of Redis being given up', async () => {
    const readings: string[] = [];
    const states: string[] = [];
    const gone = await startRedis();
    const caches = await openCaches({
      bytes: 0,
      scope: 'observed',
      shared: { url: gone.url, nearBytes: 0, budgetMs: 500 },
      observer: {
        read: (cache, { hits, misses }) => readings.push(`${cache} ${hits} ${misses}`),
        failed: () => undefined,
        state: (state) => states.push(state),
      },
    });
    opened.push(caches);
    await caches.scores.getMany(['a', 'b']);
    await caches.scores.set('a', value, 60_000);
    await caches.scores.getMany(['a', 'b']);
    await caches.pages.get('page');
    expect(readings).toEqual(['scores 0 2', 'scores 1 1', 'pages 0 1']);
    await gone.close();
    for (let call = 0; call < 10; call++) await caches.pages.get('page');
    expect(states[0]).toBe('open');
  });
});
