import type { Priority } from '@weir/admission';
import { ApiError, type Call, type SearchRequest as Message } from '@weir/contracts';
import { toFacetRequests, toFilters } from '@weir/retrieval';
import { type FieldViolation, invalidRequest } from '../error.js';
import type { Highlighting } from '../highlight/highlighting.js';
import type { SearchRequest } from '../search.js';

/** Kept back of a caller's deadline for the way back: an answer that comes after it is of no use. */
const replyMs = 5;

/**
 * The request as the cascade takes it; what values mean is checked there.
 * @throws CascadeError, ApiError for shapes that the cascade's own request cannot have, and for a deadline that has passed
 */
export function toSearchRequest(message: Message, call: Call): SearchRequest {
  const violations: FieldViolation[] = [];
  const filters = toFilters(message.filters, violations);
  const attributes = toAttributes(message.attributes ?? {}, violations);
  if (violations.length > 0) throw invalidRequest(violations);
  const deadlineMs = toDeadline(message.deadline_ms, call);
  return {
    query: message.query,
    ...(message.shopper_id !== undefined && { shopperId: message.shopper_id }),
    ...(message.session_id !== undefined && { sessionId: message.session_id }),
    attributes,
    filters,
    facets: toFacetRequests(message.facets),
    ...(message.sort !== undefined && { sort: message.sort }),
    ...(message.page_size !== undefined && { pageSize: message.page_size }),
    ...(message.page_token !== '' && { pageToken: message.page_token }),
    ...(deadlineMs !== undefined && { deadlineMs }),
    // The cascade checks the Plan against its schema, naming what is wrong.
    ...(message.plan !== undefined && { plan: message.plan }),
    ...(message.rules.length > 0 && { rules: message.rules }),
    explain: message.explain,
    ...(message.highlight !== undefined && { highlight: toHighlighting(message.highlight) }),
  };
}

/** Who waits, by the header `x-weir-priority`: `batch` for tools, shoppers otherwise. */
export function priorityOf({ header }: Call): Priority {
  return header?.('x-weir-priority') === 'batch' ? 'batch' : 'interactive';
}

function toHighlighting({ fields, pre_tag, post_tag }: NonNullable<Message['highlight']>): Highlighting {
  return {
    fields: fields.map(({ field, fragments, fragment_size }) => ({
      field,
      ...(fragments !== undefined && { fragments }),
      ...(fragment_size !== undefined && { fragmentSize: fragment_size }),
    })),
    ...(pre_tag !== undefined && { preTag: pre_tag }),
    ...(post_tag !== undefined && { postTag: post_tag }),
  };
}

function toAttributes(
  given: Readonly<Record<string, unknown>>,
  violations: FieldViolation[],
): NonNullable<SearchRequest['attributes']> {
  const attributes: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') attributes[name] = value;
    else violations.push({ field: `attributes.${name}`, description: 'must be a string, a number or a boolean' });
  }
  return attributes;
}

function toDeadline(asked: number | undefined, { remainingMs }: Call): number | undefined {
  if (remainingMs === undefined) return asked;
  const left = remainingMs - replyMs;
  if (left <= 0)
    throw new ApiError('DEADLINE_EXCEEDED', 'The deadline of the call had passed when it arrived: allow more time.');
  return asked === undefined ? left : Math.min(asked, left);
}
