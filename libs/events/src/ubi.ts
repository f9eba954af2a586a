import { createHash } from 'node:crypto';
import type { EventInput, FieldViolation } from './event-input.js';

/** A document that is an event of User Behavior Insights, by the two fields that its schema asks for. */
export function isUbi(value: unknown): value is Readonly<Record<string, unknown>> {
  return isObject(value) && 'action_name' in value && 'timestamp' in value;
}

/**
 * An event of UBI 1.3.0 (https://o19s.github.io/ubi/schema/1.3.0/event.schema.json) as one of ours. The schema's `oneOf`
 * of `action_name` refuses its own names (both branches match them): it is read as `anyOf`. An event has no id there: it
 * gets `event_id` of its attributes, else the hash of the document, so that a repeated delivery counts once.
 */
export function fromUbi(document: Readonly<Record<string, unknown>>): EventInput | readonly FieldViolation[] {
  const violations: FieldViolation[] = [];
  const text = (name: string, most = 100): string | undefined => {
    const value = document[name];
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string' && value.length <= most) return value;
    violations.push({ field: name, description: `must be a string of at most ${most} characters` });
    return undefined;
  };
  const action = text('action_name');
  const timestamp = text('timestamp');
  const at = timestamp === undefined ? NaN : Date.parse(zoned(timestamp));
  if (Number.isNaN(at)) {
    violations.push({ field: 'timestamp', description: 'must be a time of ISO 8601, e.g. 2026-05-01T09:00:00Z' });
  }
  const attributes = objectOf(document, 'event_attributes', violations);
  const object = objectOf(attributes, 'object', violations, 'event_attributes.');
  const position = objectOf(attributes, 'position', violations, 'event_attributes.');
  const event: EventInput = {
    event_id: typeof attributes['event_id'] === 'string' ? attributes['event_id'] : idOf(document),
    action: action ?? '',
    search_id: text('query_id'),
    shopper_id: text('user_id') ?? text('client_id'),
    session_id: text('session_id'),
    product_id: idText(object['object_id']),
    position: numberOf(position['ordinal']),
    at_ms: at,
    quantity: numberOf(attributes['quantity']),
    revenue_minor: numberOf(attributes['revenue_minor']),
    currency: typeof attributes['currency'] === 'string' ? attributes['currency'] : undefined,
    value: numberOf(attributes['value']),
    query: text('user_query', 512),
    attributes: flat(attributes),
  };
  return violations.length > 0 ? violations : event;
}

/** What has a place of its own. */
const placed: ReadonlySet<string> = new Set(['event_id', 'quantity', 'revenue_minor', 'currency', 'value']);

/** Members that are kept as they are; nested ones have no place in a flat record. */
function flat(attributes: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(attributes).filter(
      ([name, value]) => !placed.has(name) && ['string', 'number', 'boolean'].includes(typeof value),
    ),
  );
}

/** The schema's example without a zone is UTC, which OpenSearch would refuse. */
function zoned(timestamp: string): string {
  return /(Z|[+-]\d{2}:?\d{2})$/i.test(timestamp) ? timestamp : `${timestamp}Z`;
}

function idOf(document: Readonly<Record<string, unknown>>): string {
  return `ubi/${createHash('sha256').update(JSON.stringify(document)).digest('base64url')}`;
}

function idText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function objectOf(
  parent: Readonly<Record<string, unknown>>,
  name: string,
  violations: FieldViolation[],
  path = '',
): Readonly<Record<string, unknown>> {
  const value = parent[name];
  if (value === undefined || value === null) return {};
  if (isObject(value)) return value;
  violations.push({ field: `${path}${name}`, description: 'must be an object' });
  return {};
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
