import { credentials, type Metadata, type ServiceError, status } from '@grpc/grpc-js';
import {
  CatalogServiceClient,
  type DescribeResponse,
  type Event,
  EventServiceClient,
  type GetResponse,
  type RecordResponse,
  SearchRequest,
  type SearchResponse,
  SearchServiceClient,
} from '@weir/contracts';
import { told } from '../experiment/server.js';

/** The part of a running Weir that shoppers meet. */
export interface ShopServer {
  readonly address: string;
  /** Undefined where the server is too busy to answer; rejects where it cannot. */
  search(request: SearchOfShopper): Promise<SearchResponse | undefined>;
  record(events: readonly Event[]): Promise<RecordResponse>;
  /** By id of each product that is there: its price, undefined where it has none. */
  prices(ids: readonly string[]): Promise<ReadonlyMap<string, number | undefined>>;
  /** Products that can be found, and those of them that are found by words only as yet. */
  products(): Promise<{ readonly all: number; readonly withoutVector: number }>;
  close(): void;
}

interface SearchOfShopper {
  readonly query: string;
  readonly shopperId: string;
  readonly sessionId: string;
}

/** Codes of a server that is up and has too much to do. */
const busy: ReadonlySet<number> = new Set([status.RESOURCE_EXHAUSTED, status.DEADLINE_EXCEEDED]);
/** As CatalogService takes them. */
const idsOfCall = 1000;

/** Connects to the server; nothing is sent before the first call. */
export function connectShop({
  address,
  metadata,
}: {
  readonly address: string;
  readonly metadata: Metadata;
}): ShopServer {
  const secret = credentials.createInsecure();
  const searches = new SearchServiceClient(address, secret);
  const events = new EventServiceClient(address, secret);
  const catalogue = new CatalogServiceClient(address, secret);
  const answer = <T>(call: (done: (error: ServiceError | null, value: T) => void) => unknown): Promise<T> =>
    new Promise((resolve, reject) => {
      call((error, value) => {
        if (error === null) resolve(value);
        else reject(told(error, address));
      });
    });
  return {
    address,
    search: ({ query, shopperId, sessionId }) =>
      new Promise((resolve, reject) => {
        const request = SearchRequest.fromPartial({ query, shopper_id: shopperId, session_id: sessionId });
        searches.search(request, metadata, (error, value) => {
          if (error === null) resolve(value);
          else if (busy.has(error.code)) resolve(undefined);
          else reject(told(error, address));
        });
      }),
    record: (batch) => answer<RecordResponse>((done) => events.record({ events: batch }, metadata, done)),
    prices: async (ids) => {
      const prices = new Map<string, number | undefined>();
      for (let from = 0; from < ids.length; from += idsOfCall) {
        const { products } = await answer<GetResponse>((done) =>
          catalogue.get({ ids: ids.slice(from, from + idsOfCall) }, metadata, done),
        );
        for (const { product } of products) if (product !== undefined) prices.set(product.id, product.price);
      }
      return prices;
    },
    products: async () => {
      const { products, vectors_pending: withoutVector } = await answer<DescribeResponse>((done) =>
        catalogue.describe({}, metadata, done),
      );
      return { all: products, withoutVector };
    },
    close: () => {
      for (const client of [searches, events, catalogue]) client.close();
    },
  };
}
