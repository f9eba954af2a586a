import type { EventAttributes, StoredEvent } from '../../stored-event.js';

/**
 * An event as a document of User Behavior Insights 1.3 (https://o19s.github.io/ubi/schema/1.3.0): searches as its queries,
 * all else as its events. `weir` holds what has no place there.
 */
export interface EventDocument {
  /** Absent of searches. */
  readonly action_name?: string;
  readonly query_id?: string;
  readonly client_id?: string;
  readonly session_id?: string;
  /** ISO 8601 with milliseconds. */
  readonly timestamp: string;
  readonly user_query?: string;
  /** Beside what has a place there, the event's attributes. */
  readonly event_attributes?: PlacedAttributes & Readonly<Record<string, unknown>>;
  /** Only of searches: the event's attributes. */
  readonly query_attributes?: EventAttributes;
  readonly weir: Readonly<{
    id: string;
    received_at: number;
    bot?: true;
    /** Attributes whose names mean something else in `event_attributes`. */
    attributes?: EventAttributes;
    /** Who wrote the document: tells one's own write from another's of the same event. */
    token: string;
  }>;
}

/** Members of `event_attributes` that are no attributes of the event. */
interface PlacedAttributes {
  readonly object?: { readonly object_id: string };
  readonly position?: { readonly ordinal: number };
  readonly quantity?: number;
  readonly revenue_minor?: number;
  readonly currency?: string;
  readonly value?: number;
}

const placed: ReadonlySet<string> = new Set([
  ...['object', 'position', 'quantity', 'revenue_minor', 'currency', 'value'],
  // Read as the event's id where such a document is sent to us.
  'event_id',
]);

export function toEventDocument(event: StoredEvent, token: string): EventDocument {
  const { action, searchId, shopper, session, query, attributes = {}, bot, at, receivedAt } = event;
  const isSearch = action === 'search';
  const [plain, others] = isSearch ? [attributes, {}] : partedByName(attributes);
  const eventAttributes = { ...(!isSearch && plain), ...placedAttributes(event) };
  return {
    ...(!isSearch && { action_name: action }),
    ...(searchId !== '' && { query_id: searchId }),
    ...(shopper !== '' && { client_id: shopper }),
    ...(session !== '' && { session_id: session }),
    timestamp: new Date(Math.floor(at)).toISOString(),
    // The schema asks for one of every query.
    ...((query !== undefined || isSearch) && { user_query: query ?? '' }),
    ...(hasAny(eventAttributes) && { event_attributes: eventAttributes }),
    ...(isSearch && hasAny(plain) && { query_attributes: plain }),
    weir: {
      id: event.id,
      received_at: Math.floor(receivedAt),
      ...(bot === true && { bot }),
      ...(hasAny(others) && { attributes: others }),
      token,
    },
  };
}

/** Undefined for a document that was not written by `toEventDocument`, as other tools may put there. */
export function toStoredEvent(document: Partial<EventDocument>): StoredEvent | undefined {
  const { action_name: action = 'search', timestamp, weir } = document;
  if (weir === undefined || timestamp === undefined) return undefined;
  const { object, position, quantity, revenue_minor, currency, value, ...plain } = document.event_attributes ?? {};
  // What is not placed was an attribute.
  const attributes = { ...(plain as EventAttributes), ...document.query_attributes, ...weir.attributes };
  const query = document.user_query ?? '';
  return {
    id: weir.id,
    action,
    at: Date.parse(timestamp),
    receivedAt: weir.received_at,
    shopper: document.client_id ?? '',
    session: document.session_id ?? '',
    searchId: document.query_id ?? '',
    productId: object?.object_id ?? '',
    ...(position !== undefined && { position: position.ordinal }),
    ...(query !== '' && { query }),
    ...(quantity !== undefined && { quantity }),
    ...(revenue_minor !== undefined && { revenueMinor: revenue_minor }),
    ...(currency !== undefined && { currency }),
    ...(value !== undefined && { value }),
    ...(hasAny(attributes) && { attributes }),
    ...(weir.bot === true && { bot: true }),
  };
}

function placedAttributes(event: StoredEvent): PlacedAttributes {
  const { productId, position, quantity, revenueMinor, currency, value } = event;
  return {
    ...(productId !== '' && { object: { object_id: productId } }),
    ...(position !== undefined && { position: { ordinal: position } }),
    ...(quantity !== undefined && { quantity }),
    ...(revenueMinor !== undefined && { revenue_minor: revenueMinor }),
    ...(currency !== undefined && { currency }),
    ...(value !== undefined && { value }),
  };
}

/** A dot in a name is a step of a path to OpenSearch, which may lead to a field of another type. */
function partedByName(attributes: EventAttributes): readonly [plain: EventAttributes, others: EventAttributes] {
  const entries = Object.entries(attributes);
  const isPlain = (name: string): boolean => /^\w[\w-]*$/.test(name) && !placed.has(name);
  if (entries.every(([name]) => isPlain(name))) return [attributes, {}];
  return [
    Object.fromEntries(entries.filter(([name]) => isPlain(name))),
    Object.fromEntries(entries.filter(([name]) => !isPlain(name))),
  ];
}

function hasAny(members: object): boolean {
  for (const _ in members) return true;
  return false;
}
