import type { SearchRequest, SearchResponse, ServedSearch } from '@weir/cascade';
import { batchAttribute } from '@weir/experiments';
import { type EventAttributes, requestAttributes, type StoredEvent, type StoredExposure } from '@weir/storage';
import { picksOf } from './picks.js';

/** Attribute of exposures, so that results can be split by it. */
const queryWords = 'query_words';

export interface ServedOptions {
  /** Wall clock, ms since the Unix epoch. */
  readonly now: number;
  /** Keyed hash of a shopper or session id. */
  readonly hashId: (id: string) => string;
  /** Whether the shopper's words are kept. */
  readonly keepQuery: boolean;
}

/** What is kept of a search that was answered: itself, and each variant that the unit was to see. */
export interface Served {
  /**
   * Absent for the later pages of a list, which are the same search unless they are interleaved, and for a search of
   * nobody, e.g. one that warms the process up: it counts for no unit.
   */
  readonly event?: StoredEvent;
  readonly exposures: readonly StoredExposure[];
}

/** The event of a search and its exposures, the way the event store keeps them. */
export function servedOf({ request, response }: ServedSearch, { now, hashId, keepQuery }: ServedOptions): Served {
  const shopper = hashed(request.shopperId, hashId);
  const session = hashed(request.sessionId, hashId);
  const attributes = attributesOf(request);
  const exposures = response.variants.flatMap(
    ({ experiment, phase, batch, variant, unit, counted, missed }): StoredExposure[] => {
      const id = unit === 'shopper' ? shopper : session;
      if (!counted || id === '') return [];
      const how = { reached: missed === undefined, ...(missed === 'failed' && { failed: true }) };
      const drawn = batch === undefined ? attributes : { ...attributes, [batchAttribute]: batch };
      return [{ experiment, phase, variant, unit: id, at: now, ...how, attributes: drawn }];
    },
  );
  const isLater = isLaterPage(request);
  const picks = picksOf(response);
  if ((isLater && picks === undefined) || (shopper === '' && session === '')) return { exposures };
  const event: StoredEvent = {
    id: `search/${response.searchId}`,
    // A later page is no search of its own, but whose results it showed must be known.
    action: isLater ? 'interleaved_page' : 'search',
    at: now,
    receivedAt: now,
    shopper,
    session,
    searchId: response.searchId,
    productId: '',
    ...(keepQuery && { query: request.query }),
    attributes: {
      took_ms: response.tookMs,
      shown: response.products.length,
      total: response.total,
      cached: response.cached,
      degraded: response.degraded.length > 0,
      // By which targeting tells whom it would match, before there is an experiment.
      [requestAttributes]: JSON.stringify(attributes),
      ...(response.degraded.length > 0 && { degraded_stages: stagesOf(response) }),
      ...(attributes['simulated'] === true && { simulated: true }),
      ...picks,
    },
  };
  return { event, exposures };
}

/** Beside what the shop says: how long the query is, in words, `4` for four and more. */
function attributesOf({ attributes = {}, query }: SearchRequest): EventAttributes {
  const words = query.split(/\s+/).filter((word) => word !== '').length;
  return { [queryWords]: Math.min(words, 4), ...attributes };
}

/** The names, each once, with a space between: attributes are flat. */
function stagesOf({ degraded }: SearchResponse): string {
  return [...new Set(degraded.map(({ stage }) => stage))].join(' ');
}

function isLaterPage({ pageToken }: SearchRequest): boolean {
  return pageToken !== undefined && pageToken !== '';
}

function hashed(id: string | undefined, hashId: (id: string) => string): string {
  return id === undefined || id === '' ? '' : hashId(id);
}
