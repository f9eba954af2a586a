/** Where a Redis is and how it is set up. */
export interface RedisTopology {
  readonly kind: 'single' | 'sentinel' | 'cluster';
  /** The server, the Sentinels, or some nodes of the cluster, from which the others are learnt. */
  readonly nodes: readonly { readonly host: string; readonly port: number }[];
  /** Sentinel's name of the master; empty otherwise. */
  readonly master: string;
  /** Number of the database; 0 in a cluster. */
  readonly database: number;
  readonly tls: boolean;
  readonly username: string | undefined;
  readonly password: string | undefined;
}

/** A URL that names no Redis. Its message says what one looks like and never shows the URL, which may hold a password. */
export class RedisUrlError extends Error {
  override readonly name = 'RedisUrlError';
}

const kinds: Readonly<Record<string, Pick<RedisTopology, 'kind' | 'tls'>>> = {
  redis: { kind: 'single', tls: false },
  rediss: { kind: 'single', tls: true },
  'redis+sentinel': { kind: 'sentinel', tls: false },
  'rediss+sentinel': { kind: 'sentinel', tls: true },
  'redis+cluster': { kind: 'cluster', tls: false },
  'rediss+cluster': { kind: 'cluster', tls: true },
};
const form =
  'write redis://host:6379/0, redis+sentinel://host:26379,host:26379/master-name or redis+cluster://host:6379,host:6379; rediss for TLS; user:password@ before the first host';

/**
 * Reads `redis://`, `rediss://`, and both with `+sentinel` or `+cluster` and several hosts. A password with reserved
 * characters is percent-encoded.
 * @throws RedisUrlError
 */
export function parseRedisUrl(url: string): RedisTopology {
  const parts = /^([a-z+]+):\/\/(?:([^@/]*)@)?([^@/]+)(?:\/([^/?#]*))?$/.exec(url);
  const scheme = parts && kinds[parts[1]!];
  if (!parts || !scheme) throw new RedisUrlError(`it is not the URL of a Redis: ${form}`);
  const [, , login, hosts, path = ''] = parts;
  const nodes = hosts!.split(',').map((node) => nodeOf(node, scheme.kind === 'sentinel' ? 26_379 : 6379));
  if (scheme.kind === 'single' && nodes.length > 1) throw new RedisUrlError(`it names several servers: ${form}`);
  if (scheme.kind === 'sentinel' && path === '') throw new RedisUrlError(`it does not name the master: ${form}`);
  if (scheme.kind === 'cluster' && path !== '') throw new RedisUrlError(`a cluster has no databases: ${form}`);
  if (scheme.kind === 'single' && !/^\d*$/.test(path)) throw new RedisUrlError(`its database is not a number: ${form}`);
  const colon = login?.indexOf(':') ?? -1;
  return {
    ...scheme,
    nodes,
    master: scheme.kind === 'sentinel' ? decode(path) : '',
    database: scheme.kind === 'single' ? Number(path) : 0,
    username: nonEmpty(colon < 0 ? login : login?.slice(0, colon)),
    password: nonEmpty(colon < 0 ? undefined : login?.slice(colon + 1)),
  };
}

function nodeOf(text: string, usualPort: number): RedisTopology['nodes'][number] {
  const parts = /^(\[[0-9a-fA-F:]+\]|[^:[\]]+)(?::(\d{1,5}))?$/.exec(text.trim());
  const port = Number(parts?.[2] ?? usualPort);
  if (parts === null || port < 1 || port > 65_535) throw new RedisUrlError(`a host of it is not host:port: ${form}`);
  return { host: parts[1]!.replace(/^\[|\]$/g, ''), port };
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text === '' ? undefined : decode(text);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new RedisUrlError(`it has a % that begins no percent-encoding: ${form}`);
  }
}
