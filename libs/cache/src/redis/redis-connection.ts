import type { InvalidationListener } from '../near-cache.js';
import { type BreakerState, type CallFailure, CircuitBreaker, type unanswered } from './circuit-breaker.js';
import { createRedisClient, type RedisClient, type RedisLogin } from './redis-client.js';
import { RedisKeys } from './redis-keys.js';
import { parseRedisUrl } from './redis-url.js';

export interface RedisConnectionOptions extends RedisLogin {
  /** See `parseRedisUrl`. A login given beside it wins over the one in it. */
  readonly url: string;
  /** Begins every key, so that tenants share a Redis. Letters, digits, `.`, `_`, `-`. @defaultValue `weir` */
  readonly tenant?: string;
  /** The most that one call may cost, ms. @defaultValue 3 */
  readonly budgetMs?: number;
  /** Told of each call that was answered, and after how long, ms. */
  readonly onAnswer?: (ms: number) => void;
  /** Told of each call that was not answered. */
  readonly onFailure?: (cause: CallFailure, error?: unknown) => void;
  /** Told when Redis is given up for now, tried, and used again. */
  readonly onState?: (state: BreakerState) => void;
}

/** One Redis as caches, counters and leases share it. */
export interface RedisConnection {
  readonly keys: RedisKeys;
  readonly isCluster: boolean;
  state(): BreakerState;
  /** Never rejects and costs at most the budget: `unanswered` where Redis is slow or gone. */
  call<T>(work: (client: RedisClient) => Promise<T>, budgetMs?: number): Promise<T | typeof unanswered>;
  /** Hears the channel of invalidated prefixes on a connection of its own. */
  listen(listener: InvalidationListener): void;
  close(): void;
}

const tenantForm = /^[A-Za-z0-9._-]{1,64}$/;
/** How long opening waits for the first connection, ms; without one it opens all the same. */
const firstConnectionMs = 1000;

/** Opens a Redis, there or not. Rejects with `RedisUrlError` or a `RangeError` where the options can never work. */
export async function openRedis(options: RedisConnectionOptions): Promise<RedisConnection> {
  const { url, tenant = 'weir', budgetMs = 3, onAnswer, onFailure, onState } = options;
  if (!tenantForm.test(tenant))
    throw new RangeError('a tenant is 1 to 64 letters, digits, dots, dashes or underscores');
  const topology = parseRedisUrl(url);
  const clients = [createRedisClient(topology, options)];
  const client = clients[0]!;
  const keys = new RedisKeys(tenant, topology.kind === 'cluster');
  const breaker = new CircuitBreaker({
    budgetMs,
    probe: () => client.get(keys.generation),
    ...(onAnswer && { onAnswer }),
    ...(onFailure && { onFailure }),
    ...(onState && { onState }),
  });
  await ready(client);
  return {
    keys,
    isCluster: topology.kind === 'cluster',
    state: () => breaker.state,
    call: (work, budgetMs) => breaker.call(() => work(client), budgetMs),
    listen: (listener) => {
      const subscriber = createRedisClient(topology, options);
      clients.push(subscriber);
      listen(subscriber, keys.channel, listener);
    },
    close: () => {
      breaker.close();
      for (const each of clients) each.disconnect();
    },
  };
}

function listen(subscriber: RedisClient, channel: string, { heard, connected }: InvalidationListener): void {
  subscriber.on('message', (_channel: string, prefix: string) => {
    heard(prefix);
  });
  subscriber.on('close', () => {
    connected(false);
  });
  // Each time: what was subscribed before a connection was lost is not subscribed after.
  subscriber.on('ready', () => {
    subscriber.subscribe(channel).then(
      () => {
        connected(true);
      },
      () => {
        connected(false);
      },
    );
  });
}

function ready(client: RedisClient): Promise<void> {
  return new Promise((resolve) => {
    const alarm = setTimeout(resolve, firstConnectionMs);
    client.on('ready', () => {
      clearTimeout(alarm);
      resolve();
    });
  });
}
