import type { Event, RecordResponse, SearchResponse } from '@weir/contracts';

/** Port: the part of a Weir that shoppers meet. */
export interface Shop {
  /** For messages. */
  readonly address: string;
  /** Undefined where it is too busy to answer; rejects where it cannot. */
  search(request: SearchOfShopper): Promise<SearchResponse | undefined>;
  record(events: readonly Event[]): Promise<RecordResponse>;
  /** By id of each product that is there: its price, undefined where it has none. */
  prices(ids: readonly string[]): Promise<ReadonlyMap<string, number | undefined>>;
}

/** It is to be marked with `simulatedMark`. */
export interface SearchOfShopper {
  readonly query: string;
  readonly shopperId: string;
  readonly sessionId: string;
}
