import {
  ApiError,
  type FieldViolation,
  type GetQueryRequest,
  type GetQueryResponse,
  invalidArgument,
  type ListQueriesRequest,
  type ListQueriesResponse,
} from '@weir/contracts';
import { type EventStore, queryKinds, StorageError } from '@weir/storage';
import { toAllMessage, toQueryMessage } from './query-message.js';

export interface QueryParts {
  /** What was served a moment ago counted. */
  readonly store: Pick<EventStore, 'queries' | 'queryDetail'>;
  /** Whether the shopper's words are kept. */
  readonly keepsWords: boolean;
  /** Wall clock, ms since the Unix epoch. */
  readonly now: () => number;
}

interface Span {
  readonly from: number;
  readonly to: number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const usualSpan = 7 * day;
const longestSpan = 3650 * day;
const longestText = 512;

/** What shoppers searched for, as the API offers it, whichever transport it is asked by. */
export class QueryApi {
  constructor(private readonly parts: QueryParts) {}

  async list(request: ListQueriesRequest): Promise<ListQueriesResponse> {
    const { kind: named, contains, min_searches: minSearches = 5, limit = 50, simulated = true, cursor } = request;
    const kind = named === '' ? 'top' : queryKinds.find((each) => each === named);
    const place = cursor === '' ? { ...this.span(request), offset: 0 } : placeOf(cursor);
    const violations = [
      ...(kind === undefined ? [{ field: 'kind', description: `must be one of ${queryKinds.join(', ')}` }] : []),
      ...wrongNumber('min_searches', minSearches, { from: 1, to: 1_000_000 }),
      ...wrongNumber('limit', limit, { from: 1, to: 1000 }),
      ...wrongText('contains', contains),
      ...(place === undefined ? [{ field: 'cursor', description: 'must be the next_cursor of an answer' }] : []),
      ...(place === undefined || cursor !== '' ? [] : wrongSpan(place)),
    ];
    if (violations.length > 0 || place === undefined) throw invalidArgument(violations);
    const asked = { ...place, kind: kind!, contains, minSearches, simulated, limit };
    const report = await read(() => this.parts.store.queries(asked));
    const { from, to, offset } = place;
    const isLast = offset + report.queries.length >= report.counts[asked.kind];
    return {
      queries: report.queries.map(toQueryMessage),
      all: toAllMessage(report.all),
      different_queries: report.all.queries,
      counts: report.counts,
      without_words: report.withoutWords,
      robots: report.robots,
      simulated: report.simulated,
      keeps_words: this.parts.keepsWords,
      from_ms: from,
      to_ms: to,
      next_cursor: isLast ? '' : `${from}.${to}.${offset + report.queries.length}`,
    };
  }

  async get(request: GetQueryRequest): Promise<GetQueryResponse> {
    const { query, simulated = true, products = 20, utc_offset_minutes: zone = 0 } = request;
    const span = this.span(request);
    const violations = [
      ...(query.trim() === '' ? [{ field: 'query', description: 'must be given' }] : wrongText('query', query)),
      ...wrongSpan(span),
      ...wrongNumber('products', products, { from: 1, to: 200 }),
      ...wrongNumber('utc_offset_minutes', zone, { from: -840, to: 840 }),
    ];
    if (violations.length > 0) throw invalidArgument(violations);
    const stepMs = stepOf(span);
    const asked = { ...span, query, simulated, products, stepMs, stepOffsetMs: -zone * minute };
    const detail = await read(() => this.parts.store.queryDetail(asked));
    if (detail === undefined) throw new ApiError('NOT_FOUND', `Nobody searched for “${query}” in this span of time.`);
    const { stats, steps, positions, spellings } = detail;
    return {
      stats: toQueryMessage(stats),
      steps: steps.map(({ at, searches, zeroResults, clickedSearches, tookP95 }) => ({
        at_ms: at,
        searches,
        zero_results: zeroResults,
        clicked_searches: clickedSearches,
        ...(tookP95 !== null && { took_p95_ms: tookP95 }),
      })),
      step_ms: stepMs,
      products: detail.products.map(({ productId, clickPosition, ...counts }) => ({
        product_id: productId,
        ...counts,
        ...(clickPosition !== null && { click_position: clickPosition }),
      })),
      positions: positions.map((each) => ({ ...each })),
      spellings: spellings.map((each) => ({ ...each })),
      from_ms: span.from,
      to_ms: span.to,
    };
  }

  private span({ from_ms: from, to_ms: to = this.parts.now() }: ListQueriesRequest | GetQueryRequest): Span {
    return { from: Math.floor(from ?? to - usualSpan), to: Math.floor(to) };
  }
}

/** Some dozens of steps. */
function stepOf({ from, to }: Span): number {
  if (to - from <= 2 * hour) return minute;
  return to - from <= 3 * day ? hour : day;
}

function placeOf(cursor: string): (Span & { readonly offset: number }) | undefined {
  const [from = NaN, to = NaN, offset = NaN, more] = cursor.split('.').map(Number);
  const isPlace = [from, to, offset].every((each) => Number.isSafeInteger(each) && each >= 0) && more === undefined;
  return isPlace && wrongSpan({ from, to }).length === 0 ? { from, to, offset } : undefined;
}

function wrongSpan({ from, to }: Span): readonly FieldViolation[] {
  if (!Number.isSafeInteger(to) || to < 0 || to > 8.64e15)
    return [{ field: 'to_ms', description: 'must be a time, ms since 1970' }];
  if (!Number.isSafeInteger(from) || from >= to) return [{ field: 'from_ms', description: 'must be before to_ms' }];
  if (to - from > longestSpan) return [{ field: 'from_ms', description: 'must be at most 3650 days before to_ms' }];
  return [];
}

function wrongNumber(
  field: string,
  value: number,
  { from, to }: { readonly from: number; readonly to: number },
): readonly FieldViolation[] {
  if (Number.isInteger(value) && value >= from && value <= to) return [];
  return [{ field, description: `must be a whole number from ${from} to ${to}` }];
}

function wrongText(field: string, text: string): readonly FieldViolation[] {
  return text.length <= longestText ? [] : [{ field, description: `must have at most ${longestText} characters` }];
}

async function read<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    throw new ApiError('UNAVAILABLE', 'The events cannot be read at the moment: ask again.', [], { cause: error });
  }
}
