import { setTimeout as wait } from 'node:timers/promises';
import { callUnary, SearchRequest, SearchServiceClient } from '@weir/contracts';
import { credentials, type ServiceError, status } from '@grpc/grpc-js';
import type { FreshQueries } from '../bench-search/measure.js';

export interface Tally {
  searches: number;
  degraded: number;
  /** By status. */
  readonly failed: Map<string, number>;
  /** Events that were acknowledged, and batches that were not. */
  events: number;
  refused: number;
  /** Latencies of searches, ms, of at most the last hundred thousand. */
  readonly times: number[];
}

/** Longest that a search is waited for, ms. */
const patienceMs = 10_000;
/** Queries that are asked again and again. */
const known = 200;
const kept = 100_000;

/** Shoppers who search and click, at a rate that can be changed, whether or not the searches before have ended (an open loop). */
export class Shoppers {
  tally = emptyTally();
  private readonly client: SearchServiceClient;
  private readonly repeated: readonly string[];
  private isOver = false;
  private running: Promise<void> | undefined;

  /** @param perSecond searches a second */
  constructor(
    private readonly server: { readonly http: string; readonly grpc: string },
    private readonly queries: FreshQueries,
    public perSecond: number,
  ) {
    this.client = new SearchServiceClient(server.grpc, credentials.createInsecure());
    this.repeated = Array.from({ length: known }, () => queries.take());
  }

  start(): void {
    this.running = this.run();
  }

  /** What came since the last call. */
  take(): Tally {
    const { tally } = this;
    this.tally = emptyTally();
    return tally;
  }

  async stop(): Promise<void> {
    this.isOver = true;
    await this.running;
    this.client.close();
  }

  private async run(): Promise<void> {
    const under = new Set<Promise<void>>();
    let due = performance.now();
    for (let n = 0; !this.isOver; n += 1) {
      due += 1000 / this.perSecond;
      const early = due - performance.now();
      if (early > 0) await wait(early);
      const shopping = this.shop(n);
      under.add(shopping);
      void shopping.then(() => under.delete(shopping));
    }
    await Promise.all(under);
  }

  /** One search in two was asked before; one in four is followed by clicks. */
  private async shop(n: number): Promise<void> {
    const { tally } = this;
    const query = n % 2 === 0 ? this.queries.take() : this.repeated[n % known]!;
    const shopper = `shopper-${n % 5000}`;
    const request = SearchRequest.fromPartial({ query, shopper_id: shopper });
    const start = performance.now();
    tally.searches += 1;
    try {
      const answer = await callUnary(this.client.search.bind(this.client), request, { ms: patienceMs });
      if (answer.degraded.length > 0) tally.degraded += 1;
      tally.times.push(performance.now() - start);
      if (tally.times.length > kept) tally.times.shift();
      const products = answer.products.slice(0, 3).flatMap(({ product }) => product?.id ?? []);
      if (n % 4 === 0) await this.click({ shopper, search: answer.search_id, products }, tally);
    } catch (error) {
      const name = status[(error as ServiceError).code];
      tally.failed.set(name, (tally.failed.get(name) ?? 0) + 1);
    }
  }

  private async click(
    { shopper, search, products }: { shopper: string; search: string; products: readonly string[] },
    tally: Tally,
  ): Promise<void> {
    if (products.length === 0) return;
    const events = products.map((id, at) => ({
      ...{ event_id: `${search}/${id}`, action: 'click', shopper_id: shopper },
      ...{ search_id: search, product_id: id, position: at + 1 },
    }));
    const response = await fetch(`${this.server.http}/v1/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ events }),
    });
    await response.arrayBuffer();
    if (response.ok) tally.events += events.length;
    else tally.refused += 1;
  }
}

function emptyTally(): Tally {
  return { searches: 0, degraded: 0, failed: new Map(), events: 0, refused: 0, times: [] };
}
