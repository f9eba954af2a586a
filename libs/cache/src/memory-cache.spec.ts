import { createMemoryCache } from './memory-cache.js';
import { noCache } from './no-cache.js';

const kibibyte = new Uint8Array(1024);

describe('the memory cache', () => {
  it('stays within its bytes by dropping what was used least recently', async () => {
    const cache = createMemoryCache({ maxBytes: 10 * 1400 });
    for (let key = 0; key < 10; key++) await cache.set(`key-${key}`, kibibyte, 60_000);
    await cache.get('key-0');
    for (let key = 10; key < 15; key++) await cache.set(`key-${key}`, kibibyte, 60_000);

    const kinds = (await cache.getMany(Array.from({ length: 15 }, (_, key) => `key-${key}`))).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'hit').length).toBeLessThanOrEqual(10);
    expect(kinds[0]).toBe('hit');
    expect(kinds[1]).toBe('miss');
    expect(kinds.slice(10)).toEqual(Array(5).fill('hit'));
  });

  it('does not keep a value larger than itself, nor the older value in its place', async () => {
    const cache = createMemoryCache({ maxBytes: 2000 });
    await cache.set('key', new Uint8Array(10), 60_000);
    await cache.set('key', new Uint8Array(5000), 60_000);

    expect((await cache.get('key')).kind).toBe('miss');
  });

  it('forgets nothing else and revives nothing when thousands of prefixes were invalidated', async () => {
    const cache = createMemoryCache({ maxBytes: 1 << 22 });
    await cache.set('kept', kibibyte, 60_000);
    for (let catalogue = 0; catalogue < 2000; catalogue++) {
      await cache.set(`catalogue-${catalogue}/page`, kibibyte.subarray(0, 8), 60_000);
      await cache.invalidate(`catalogue-${catalogue}/`);
    }

    const pages = await cache.getMany(Array.from({ length: 2000 }, (_, catalogue) => `catalogue-${catalogue}/page`));
    expect(pages.every(({ kind }) => kind === 'miss')).toBe(true);
    expect((await cache.get('kept')).kind).toBe('hit');
  });

  it('forgets everything under the empty prefix', async () => {
    const cache = createMemoryCache({ maxBytes: 1 << 20 });
    await cache.set('key', kibibyte, 60_000);
    await cache.invalidate('');

    expect((await cache.get('key')).kind).toBe('miss');
  });
});

test('no cache keeps nothing', async () => {
  await noCache.set('key', kibibyte, 60_000);
  await noCache.setMany([{ key: 'key', value: kibibyte }], 60_000);
  await noCache.invalidate('k');

  expect(await noCache.get('key')).toEqual({ kind: 'miss' });
  expect(await noCache.getMany(['key', 'other'])).toEqual([{ kind: 'miss' }, { kind: 'miss' }]);
});
