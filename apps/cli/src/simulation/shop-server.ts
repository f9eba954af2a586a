import { credentials, type Metadata, type ServiceError, status } from '@grpc/grpc-js';
import {
  CatalogServiceClient,
  type DescribeResponse,
  EventServiceClient,
  type GetResponse,
  type RecordResponse,
  SearchRequest,
  SearchServiceClient,
} from '@weir/contracts';
import { type Shop, simulatedMark } from '@weir/simulation';
import { told } from '../experiment/server.js';

/** A running Weir as shoppers meet it. */
export interface ShopServer extends Shop {
  /** Products that can be found, and those of them that are found by words only as yet. */
  products(): Promise<{ readonly all: number; readonly withoutVector: number }>;
  close(): void;
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
  // Real shoppers go first.
  metadata.set('x-weir-priority', 'batch');
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
        const request = SearchRequest.fromPartial({
          query,
          shopper_id: shopperId,
          session_id: sessionId,
          attributes: simulatedMark,
        });
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
