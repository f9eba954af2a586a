import { createMemoryCache } from '@weir/cache';
import { cacheContract } from './cache-suite.js';

cacheContract('the memory adapter', () => {
  let now = 0;
  return Promise.resolve({
    cache: createMemoryCache({ maxBytes: 1 << 20, clock: () => now }),
    elapse: (ms) => {
      now += ms;
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  });
});
