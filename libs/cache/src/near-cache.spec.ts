import { createMemoryCache } from './memory-cache.js';
import { createNearCache, type InvalidationListener } from './near-cache.js';

const value = Uint8Array.from([1]);

function open() {
  const far = createMemoryCache({ maxBytes: 1 << 20 });
  let told: InvalidationListener | undefined;
  const news = {
    listen: (listener: InvalidationListener): void => {
      told = listener;
    },
  };
  const near = createNearCache(far, news, { maxBytes: 1 << 20 });
  return { far, near, heard: (prefix: string) => told?.heard(prefix), connected: (is: boolean) => told?.connected(is) };
}

describe('a near cache', () => {
  it('answers by itself only while it hears what is invalidated', async () => {
    const { far, near, connected } = open();
    await near.set('key', value, 60_000);
    const reading = jest.spyOn(far, 'getMany');
    for (let read = 0; read < 3; read++) expect((await near.get('key')).kind).toBe('hit');
    expect(reading).toHaveBeenCalledTimes(3);
    connected(true);
    for (let read = 0; read < 3; read++) expect((await near.get('key')).kind).toBe('hit');
    expect(reading).toHaveBeenCalledTimes(4);
    connected(false);
    await near.get('key');
    expect(reading).toHaveBeenCalledTimes(5);
  });

  it('forgets what it hears of', async () => {
    const { far, near, heard, connected } = open();
    connected(true);
    await near.get('page/1');
    await near.set('page/1', value, 60_000);
    await far.invalidate('page/');
    heard('page/');
    expect((await near.get('page/1')).kind).toBe('miss');
  });

  it('keeps no value that was begun before it heard anything', async () => {
    const { near, connected } = open();
    await near.get('page/1');
    await near.invalidate('page/');
    connected(true);
    await near.set('page/1', value, 60_000);
    expect((await near.get('page/1')).kind).toBe('miss');
  });

  it('keeps no answer that was on its way when it was invalidated', async () => {
    const { far, near, heard, connected } = open();
    connected(true);
    await far.set('page/1', value, 60_000);
    jest.spyOn(far, 'getMany').mockImplementationOnce(async (keys) => {
      const before = keys.map(() => ({ kind: 'hit', value }) as const);
      await far.invalidate('page/');
      heard('page/');
      return before;
    });
    expect((await near.get('page/1')).kind).toBe('hit');
    expect((await near.get('page/1')).kind).toBe('miss');
  });
});
