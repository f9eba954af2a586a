import { execFileSync } from 'node:child_process';
import { compileRoom } from './compile-room.js';

/** Fills a cache to the brim in a process of its own and prints by how much the process has grown. */
const filling = (index: string, maxBytes: number, key: string, valueBytes: number | null): string => `
  const { createMemoryCache } = require(${JSON.stringify(index)});
  const used = () => {
    for (let times = 0; times < 5; times++) gc();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  (async () => {
    const cache = createMemoryCache({ maxBytes: ${maxBytes} });
    // What the first entry compiles is not the cache's.
    await cache.set('first', new Uint8Array(4), 1e9);
    await cache.get('first');
    const before = used();
    // Flat, as a key that was read from a request is: not the parts that it was put together from.
    const keyOf = (entry) =>
      Buffer.from(${JSON.stringify(key)} + String(entry).padStart(9, '0'), 'utf16le').toString('utf16le');
    for (let entry = 0; ; entry++) {
      await cache.set(keyOf(entry), ${valueBytes === null ? 'null' : `new Uint8Array(${valueBytes})`}, 1e9);
      // The oldest that was not looked at is the first to go once there is no room for one more.
      if (entry % 50 === 49 && (await cache.get(keyOf((entry - 49) / 50))).kind === 'miss') break;
    }
    process.stdout.write(String(used() - before));
    await cache.get('');
  })();
`;

describe('cache.bytes is what a full cache takes, within 30 %', () => {
  const index = compileRoom('cache');
  const maxBytes = 24 * 1024 * 1024;
  const page = 'catalogue-0.mapping0/weir/page/opened.run.12/';
  const score = 'catalogue-0.mapping0/score:cross-encoder-l2@1.2.0:{qqqqqqqqqqqqqqqqqqqqqq}:1:B00';

  it.each<[string, string, number | null]>([
    ['scores of pairs', score, 4],
    ['pointers to lists', page, 36],
    ['nothing at all', page, null],
    ['vectors', page, 1536],
    ['lists', page, 60_000],
    ['long keys', page.repeat(10), 4],
    ['keys in another script', 'каталог/страница/поиск/', 4],
  ])('of %s', (_, key, valueBytes) => {
    const script = filling(index, maxBytes, key, valueBytes);
    const grown = Number(execFileSync(process.execPath, ['--expose-gc', '-e', script], { encoding: 'utf8' }));
    expect(grown).toBeGreaterThan(0.7 * maxBytes);
    expect(grown).toBeLessThan(1.3 * maxBytes);
  });
});
