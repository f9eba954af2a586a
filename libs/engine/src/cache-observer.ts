import type { Log, Metrics } from '@weir/telemetry';
import type { CacheObserver } from './caches.js';

/** Counts what the caches do, and logs when the shared one is given up and when it is used again. */
export function cacheObserver(metrics: Metrics, log: Log): CacheObserver {
  let used = true;
  metrics.whenAsked.gauge(
    'weir_cache_available',
    '1 while the shared cache is used, 0 while it is given up; 1 where none is shared.',
    () => (used ? 1 : 0),
  );
  return {
    read: (cache, reading) => {
      metrics.cacheRead(cache, reading);
    },
    answered: (ms) => {
      metrics.cache.answered(ms);
    },
    failed: (cause) => {
      metrics.cache.failed(cause);
    },
    state: (state) => {
      if (state === 'closed') log.info('the shared cache answers again');
      else if (used) {
        metrics.cache.givenUp();
        log.warn('the shared cache does not answer in time: searches go on without it');
      }
      used = state === 'closed';
    },
  };
}
