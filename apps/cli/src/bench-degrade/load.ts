import { credentials, Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { SearchRequest, type SearchResponse, SearchServiceClient } from '@weir/contracts';

/** One search that was asked for, at the time when it should have been begun. */
export interface Offered {
  /** In the order in which queries were given. */
  readonly query: number;
  /** From its due time to its answer, ms. */
  readonly ms: number;
  /** Absent where it was refused or failed. */
  readonly answer?: Pick<SearchResponse, 'rung' | 'degraded' | 'took_ms'> & { readonly ids: readonly string[] };
  /** RESOURCE_EXHAUSTED. */
  readonly rejected: boolean;
  /** When it was told to ask again, ms. */
  readonly retryAfterMs?: number;
}

export interface LoadOptions {
  /** gRPC, `host:port`. */
  readonly address: string;
  readonly queries: readonly string[];
  /** ms from the start, one a search; query after query in turn. */
  readonly arrivals: readonly number[];
  /** Of each search, ms. */
  readonly deadlineMs: number;
  readonly pageSize: number;
  /** @defaultValue interactive */
  readonly priority?: 'interactive' | 'batch';
  /** Of the first search in `queries`. @defaultValue 0 */
  readonly from?: number;
}

/** Connections that searches go round: one alone would be a bottleneck of its own. */
const connections = 4;
/** A caller waits longer than the deadline, so that answers which come too late are seen to. */
const patience = 10;

/** Offers searches at the times given, whether or not the ones before were answered (an open loop). */
export async function offerLoad(options: LoadOptions): Promise<readonly Offered[]> {
  const { address, arrivals, priority = 'interactive' } = options;
  const clients = Array.from(
    { length: connections },
    // Without a name of its own a client would share the connection of the others.
    (_, at) => new SearchServiceClient(address, credentials.createInsecure(), { 'weir.connection': at }),
  );
  const metadata = new Metadata();
  if (priority === 'batch') metadata.set('x-weir-priority', priority);
  try {
    await Promise.all(clients.map((client) => connected(client)));
    const start = performance.now();
    const underWay: Promise<Offered>[] = [];
    for (const [at, offset] of arrivals.entries()) {
      const due = start + offset;
      const early = due - performance.now();
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      underWay.push(offer(clients[at % connections]!, metadata, options, { at, due }));
    }
    return await Promise.all(underWay);
  } finally {
    for (const client of clients) client.close();
  }
}

function connected(client: SearchServiceClient): Promise<void> {
  return new Promise((resolve, reject) => {
    client.waitForReady(Date.now() + 10_000, (error) => {
      if (error === undefined) resolve();
      else reject(error);
    });
  });
}

function offer(
  client: SearchServiceClient,
  metadata: Metadata,
  { queries, deadlineMs, pageSize, from = 0 }: LoadOptions,
  { at, due }: { readonly at: number; readonly due: number },
): Promise<Offered> {
  const query = (from + at) % queries.length;
  const request = SearchRequest.fromPartial({ query: queries[query]!, page_size: pageSize, deadline_ms: deadlineMs });
  return new Promise((resolve) => {
    client.search(request, metadata, { deadline: Date.now() + patience * deadlineMs }, (error, response) => {
      const ms = performance.now() - due;
      if (error !== null) resolve({ query, ms, ...refusalOf(error) });
      else {
        const { rung, degraded, took_ms, products } = response;
        const ids = products.map(({ product }) => product?.id ?? '');
        resolve({ query, ms, rejected: false, answer: { rung, degraded, took_ms, ids } });
      }
    });
  });
}

function refusalOf({ code, metadata }: ServiceError): Pick<Offered, 'rejected' | 'retryAfterMs'> {
  const pushback = Number(metadata.get('grpc-retry-pushback-ms')[0]);
  return {
    rejected: code === status.RESOURCE_EXHAUSTED,
    ...(Number.isFinite(pushback) && { retryAfterMs: pushback }),
  };
}
