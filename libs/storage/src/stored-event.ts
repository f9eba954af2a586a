/**
 * What a unit (a shopper or a session) did, as it is kept. `shopper` and `session` are keyed hashes: a store never sees
 * a raw id. Money is in integer minor units of `currency`.
 */
export interface StoredEvent {
  /** Given by who recorded it; an event whose id is already there is counted once. 1 to 256 characters. */
  readonly id: string;
  /** `search`, `impression`, `click`, `add_to_cart`, `purchase`, or a name of the shop's own. */
  readonly action: string;
  /** When it happened, ms since the Unix epoch. Events may come late and in any order. */
  readonly at: number;
  /** When it was taken, ms since the Unix epoch. */
  readonly receivedAt: number;
  /** Keyed hash of the shopper id; '' where there is none. */
  readonly shopper: string;
  /** Keyed hash of the session id; '' where there is none. */
  readonly session: string;
  /** The search that it belongs to; '' outside of search. */
  readonly searchId: string;
  /** The product that it is about; '' where there is none. */
  readonly productId: string;
  /** Position that the product was shown at, from 1. */
  readonly position?: number;
  /** The shopper's words; absent where raw query text is switched off. */
  readonly query?: string;
  /** Units bought or put into the cart, above 0. */
  readonly quantity?: number;
  /** What was paid for all units, in minor units of `currency` (cents). */
  readonly revenueMinor?: number;
  /** ISO 4217 code, three capital letters. */
  readonly currency?: string;
  /** A number of a custom event. */
  readonly value?: number;
  /** Anything else, e.g. `took_ms` and `shown` of a search, `order_id` of a purchase. */
  readonly attributes?: EventAttributes;
  /** Declared to be a robot's when it was recorded. */
  readonly bot?: boolean;
}

/** Flat: what a measure may read by name. Numbers are finite. */
export type EventAttributes = Readonly<Record<string, string | number | boolean>>;

/** That a unit could have seen a variant. */
export interface StoredExposure {
  readonly experiment: string;
  /** Phase of the experiment, from 1; phases are analysed separately. */
  readonly phase: number;
  readonly variant: string;
  /** Keyed hash of the shopper or session id, whichever the experiment assigns by. */
  readonly unit: string;
  /** ms since the Unix epoch. */
  readonly at: number;
  /** Whether the stage that differs ran, so that the unit did see the variant. */
  readonly reached: boolean;
  /** A stage that differs failed or ran late, so that the unit did not. Never together with `reached`. */
  readonly failed?: boolean;
  /** Attributes of the request that results may be stratified by; those of the earliest exposure count. */
  readonly attributes?: EventAttributes;
}
