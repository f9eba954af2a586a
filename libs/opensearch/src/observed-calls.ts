import type { Client } from '@opensearch-project/opensearch';

/** A call of the cluster that has ended, tries of it that failed included. */
export interface ClusterCall {
  /** What was asked for: `search`, `bulk`, ..., `index` for one as a whole, `other`. */
  readonly operation: string;
  /** `refused` is a 4xx, `failed` a 5xx; `unreachable` was not answered, or not in time. */
  readonly outcome: 'ok' | 'refused' | 'failed' | 'unreachable';
  readonly ms: number;
}

/** The last part of a path that begins with `_`: what is done; others are told as `other`. */
const operations: ReadonlySet<string> = new Set([
  ...['search', 'msearch', 'bulk', 'mget', 'doc', 'create', 'count', 'refresh', 'delete_by_query', 'cluster'],
  ...['mapping', 'settings', 'alias', 'aliases', 'stats', 'pit'],
]);

/** Tells of every call of a client, once it has ended. */
export function observeCalls(client: Client, onCall: (call: ClusterCall) => void): void {
  const began = new WeakMap<object, number>();
  client.on('request', (_error, { meta }) => {
    // A call that is tried again is the same one.
    if (!began.has(meta)) began.set(meta, performance.now());
  });
  client.on('response', (_error, { meta, statusCode }) => {
    onCall({
      operation: operationOf(meta.request.params.path),
      outcome: outcomeOf(statusCode),
      ms: performance.now() - (began.get(meta) ?? performance.now()),
    });
  });
}

function operationOf(path: string): string {
  const named = path.split(/[/?]/).find((part) => part.startsWith('_'));
  if (named === undefined) return 'index';
  return operations.has(named.slice(1)) ? named.slice(1) : 'other';
}

function outcomeOf(status: number | null): ClusterCall['outcome'] {
  if (status === null) return 'unreachable';
  if (status < 400) return 'ok';
  return status < 500 ? 'refused' : 'failed';
}
