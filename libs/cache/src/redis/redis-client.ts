import { Cluster, Redis } from 'ioredis';
import type { ConnectionOptions } from 'node:tls';
import type { RedisTopology } from './redis-url.js';

/** What is asked of Redis, the same of one server and of a cluster. */
export type RedisClient = Pick<
  Redis,
  | 'info'
  | 'mgetBuffer'
  | 'get'
  | 'set'
  | 'del'
  | 'zrange'
  | 'pexpire'
  | 'evalsha'
  | 'eval'
  | 'subscribe'
  | 'on'
  | 'disconnect'
>;

export interface RedisLogin {
  readonly username?: string;
  readonly password?: string;
  /** Of the Sentinels, which have a login of their own. @defaultValue none is sent to them */
  readonly sentinel?: { readonly username?: string; readonly password?: string };
  /** Certificates for a `rediss` URL. @defaultValue those that Node.js trusts */
  readonly tls?: Pick<ConnectionOptions, 'ca' | 'cert' | 'key' | 'servername'>;
}

/** A connection attempt that takes longer is given up and made anew, ms. */
const connectMs = 2000;
/** A connection that owes answers and is silent for so long is dead, ms. */
const silenceMs = 5000;

/**
 * A client that fails at once where it is not connected, sends no command twice, and connects again for ever. An error
 * of the connection is told by the commands that it fails; the event needs a listener all the same.
 */
export function createRedisClient(topology: RedisTopology, login: RedisLogin): RedisClient {
  const options = {
    ...loginOf(topology, login),
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    connectTimeout: connectMs,
    socketTimeout: silenceMs,
    // A master that a failover made a replica: look for the new one.
    reconnectOnError: (error: Error) => error.message.startsWith('READONLY'),
    connectionName: 'weir',
  };
  const client =
    topology.kind === 'cluster'
      ? ofCluster(topology, options)
      : new Redis({ ...options, ...target(topology, login), retryStrategy: reconnectMs });
  client.on('error', () => undefined);
  return client as RedisClient;
}

function loginOf(topology: RedisTopology, login: RedisLogin) {
  const username = login.username ?? topology.username;
  const password = login.password ?? topology.password;
  return {
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(topology.tls && { tls: { ...login.tls } }),
  };
}

function target({ kind, nodes, master, database, tls }: RedisTopology, login: RedisLogin) {
  if (kind === 'single') return { ...nodes[0]!, db: database };
  const { username, password } = login.sentinel ?? {};
  return {
    ...(username !== undefined && { sentinelUsername: username }),
    ...(password !== undefined && { sentinelPassword: password }),
    sentinels: [...nodes],
    name: master,
    sentinelRetryStrategy: reconnectMs,
    sentinelCommandTimeout: connectMs,
    // Told by the Sentinels of a failover, before a command finds out.
    failoverDetector: true,
    ...(tls && { enableTLSForSentinelMode: true, sentinelTLS: { ...login.tls } }),
  };
}

function ofCluster({ nodes }: RedisTopology, redisOptions: object): Cluster {
  return new Cluster([...nodes], {
    redisOptions,
    enableOfflineQueue: false,
    clusterRetryStrategy: reconnectMs,
    slotsRefreshTimeout: connectMs,
    // Long enough for a slot that moved, too short to pile up commands that nobody waits for.
    maxRedirections: 4,
  });
}

function reconnectMs(attempt: number): number {
  return Math.min(1000, 25 * 2 ** Math.min(attempt, 6)) * (0.75 + Math.random() / 4);
}
