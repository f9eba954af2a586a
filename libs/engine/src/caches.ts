import {
  type BreakerState,
  type Cache,
  type CacheReading,
  type CallFailure,
  type CounterShape,
  createMemoryCache,
  createMemoryCounters,
  createMemoryRateLimiter,
  createNearCache,
  createRedisCache,
  createRedisCounters,
  createRedisLeases,
  createRedisRateLimiter,
  type Leases,
  noCache,
  observeCache,
  openRedis,
  type RateLimiter,
  type RedisConnectionOptions,
  scopeCache,
  type WindowCounters,
} from '@weir/cache';

/** A Redis that several processes share. */
export interface SharedCacheOptions extends Pick<
  RedisConnectionOptions,
  'url' | 'tenant' | 'username' | 'password' | 'sentinel' | 'tls' | 'budgetMs'
> {
  /** Bytes of this process before it; 0: none. @defaultValue 16 MiB */
  readonly nearBytes?: number;
}

/** Told of what the caches do; everything it is told is counted, little of it is news. */
export interface CacheObserver {
  read(cache: 'pages' | 'scores', reading: CacheReading): void;
  /** A call of the shared cache that was answered, after so many ms. */
  answered?(ms: number): void;
  /** A call of the shared cache that was not answered. */
  failed(cause: CallFailure): void;
  /** The shared cache is given up for now (`open`), tried (`half-open`), or used (again). */
  state(state: BreakerState): void;
}

export interface CachesOptions {
  /** Bytes of the cache of this process, where none is shared; 0: no cache. */
  readonly bytes: number;
  readonly shared?: SharedCacheOptions | undefined;
  /** Begins every key: what is cached of one catalogue, read in one way, means nothing for another. */
  readonly scope: string;
  readonly observer?: CacheObserver | undefined;
}

/** The caches of one engine. */
export interface Caches {
  readonly pages: Cache;
  readonly scores: Cache;
  readonly leases?: Leases;
  /** For all processes that share the cache. */
  readonly rateLimiter: RateLimiter;
  /** Counters of this shape: of all processes that share the cache, else of this one. */
  counters(shape: CounterShape): WindowCounters;
  /** Whether other processes see what this one counts. */
  readonly isShared: boolean;
  /** Lets every process forget its pages, soon: several changes are told as one. Does nothing where none is shared. */
  changed(): void;
  close(): void;
}

const usualNearBytes = 16 * 1024 * 1024;
/** Changes this close together are told as one, ms. */
const togetherMs = 100;

/** Opens the caches. Rejects where the options of a shared one can never work; one that is not there now is none for now. */
export async function openCaches({ bytes, shared, scope, observer }: CachesOptions): Promise<Caches> {
  const viewsOf = (cache: Cache): Pick<Caches, 'pages' | 'scores'> => {
    const scoped = scopeCache(cache, `${scope}/`);
    return {
      pages: observer
        ? observeCache(scoped, (reading) => {
            observer.read('pages', reading);
          })
        : scoped,
      scores: observer
        ? observeCache(scoped, (reading) => {
            observer.read('scores', reading);
          })
        : scoped,
    };
  };
  if (shared === undefined) {
    const cache = bytes === 0 ? noCache : createMemoryCache({ maxBytes: bytes });
    return {
      ...viewsOf(cache),
      rateLimiter: createMemoryRateLimiter(),
      counters: (shape) => createMemoryCounters(shape),
      isShared: false,
      changed: () => undefined,
      close: () => undefined,
    };
  }
  const { nearBytes = usualNearBytes, ...connection } = shared;
  const redis = await openRedis({
    ...connection,
    ...(observer && {
      onAnswer: (ms) => {
        observer.answered?.(ms);
      },
      onFailure: (cause) => {
        observer.failed(cause);
      },
      onState: (state) => {
        observer.state(state);
      },
    }),
  });
  const far = createRedisCache(redis);
  const views = viewsOf(nearBytes === 0 ? far : createNearCache(far, redis, { maxBytes: nearBytes }));
  let telling: NodeJS.Timeout | undefined;
  return {
    ...views,
    leases: createRedisLeases(redis),
    rateLimiter: createRedisRateLimiter(redis),
    counters: (shape) => createRedisCounters(redis, shape),
    isShared: true,
    changed: () => {
      telling ??= setTimeout(() => {
        telling = undefined;
        // Never rejects. Its name is that of the page cache's entries by request.
        void views.pages.invalidate('weir/page/');
      }, togetherMs).unref();
    },
    close: () => {
      clearTimeout(telling);
      redis.close();
    },
  };
}
