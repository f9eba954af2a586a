import type { EventInput, FieldViolation } from './event-input.js';

/** Bounds of what is kept of one event. */
const limits = {
  idCharacters: 256,
  unitCharacters: 512,
  actionCharacters: 100,
  queryCharacters: 512,
  attributes: 32,
  attributeCharacters: 1024,
} as const;

/** What clocks may be off, and how late an event may come, ms. */
export interface ClockBounds {
  /** Events from further in the future are refused; those within are taken to have happened now. */
  readonly futureMs: number;
  /** Events from further in the past are refused. */
  readonly pastMs: number;
}

const actionName = /^[a-z][a-z0-9_.-]*$/;
const needsProduct: ReadonlySet<string> = new Set(['impression', 'click', 'add_to_cart']);
const currencyCode = /^[A-Z]{3}$/;

/** Every wrong field of an event. */
export function* checkEvent(event: EventInput, now: number, clock: ClockBounds): Generator<FieldViolation> {
  yield* checkText('event_id', event.event_id, { least: 1, most: limits.idCharacters });
  if (event.action.length > limits.actionCharacters || !actionName.test(event.action)) {
    yield {
      field: 'action',
      description: `must be small letters, digits, _, . and -, beginning with a letter, at most ${limits.actionCharacters}: click, purchase, ...`,
    };
  }
  if (empty(event.shopper_id) && empty(event.session_id)) {
    yield { field: 'shopper_id', description: 'must be given, or session_id' };
  }
  yield* checkText('shopper_id', event.shopper_id ?? '', { least: 0, most: limits.unitCharacters });
  yield* checkText('session_id', event.session_id ?? '', { least: 0, most: limits.unitCharacters });
  yield* checkText('search_id', event.search_id ?? '', { least: 0, most: limits.idCharacters });
  yield* checkText('product_id', event.product_id ?? '', {
    least: needsProduct.has(event.action) ? 1 : 0,
    most: limits.idCharacters,
  });
  yield* checkText('query', event.query ?? '', { least: 0, most: limits.queryCharacters });
  yield* checkNumbers(event);
  yield* checkMoney(event);
  yield* checkTime(event, now, clock);
  yield* checkAttributes(event.attributes ?? {});
}

function empty(text: string | undefined): boolean {
  return text === undefined || text === '';
}

function* checkText(
  field: string,
  text: string,
  { least, most }: { readonly least: number; readonly most: number },
): Generator<FieldViolation> {
  if (text.length < least) yield { field, description: 'must be given' };
  if (text.length > most) yield { field, description: `must have at most ${most} characters` };
}

function* checkNumbers({ position, quantity, value }: EventInput): Generator<FieldViolation> {
  if (position !== undefined && !(Number.isInteger(position) && position >= 1 && position <= 2_147_483_647)) {
    yield { field: 'position', description: 'must be a whole number from 1' };
  }
  if (quantity !== undefined && !(quantity > 0 && Number.isFinite(quantity))) {
    yield { field: 'quantity', description: 'must be a number above 0' };
  }
  if (value !== undefined && !Number.isFinite(value)) yield { field: 'value', description: 'must be a finite number' };
}

function* checkMoney({ revenue_minor: revenue, currency }: EventInput): Generator<FieldViolation> {
  if (revenue !== undefined && !(Number.isSafeInteger(revenue) && revenue >= 0)) {
    yield { field: 'revenue_minor', description: 'must be a whole number of minor units (cents), at least 0' };
  }
  if (revenue !== undefined && empty(currency)) {
    yield { field: 'currency', description: 'must be given with revenue_minor, e.g. EUR' };
  }
  if (!empty(currency) && !currencyCode.test(currency ?? '')) {
    yield { field: 'currency', description: 'must be three capital letters of ISO 4217, e.g. EUR' };
  }
}

function* checkTime({ at_ms: at }: EventInput, now: number, clock: ClockBounds): Generator<FieldViolation> {
  if (at === undefined) return;
  if (!Number.isFinite(at) || at < 0) {
    yield { field: 'at_ms', description: 'must be milliseconds since 1970' };
  } else if (at > now + clock.futureMs) {
    yield {
      field: 'at_ms',
      description: `lies ${seconds(at - now)} s in the future: set the clock that it comes from`,
    };
  } else if (at < now - clock.pastMs) {
    const days = Math.floor(clock.pastMs / 86_400_000);
    yield { field: 'at_ms', description: `lies more than ${days} days in the past` };
  }
}

function seconds(ms: number): string {
  return Math.ceil(ms / 1000).toString();
}

function* checkAttributes(attributes: Readonly<Record<string, unknown>>): Generator<FieldViolation> {
  const entries = Object.entries(attributes);
  if (entries.length > limits.attributes) {
    yield { field: 'attributes', description: `must have at most ${limits.attributes} members` };
  }
  for (const [name, value] of entries) {
    const field = `attributes.${name}`;
    if (typeof value === 'string') yield* checkText(field, value, { least: 0, most: limits.attributeCharacters });
    else if (typeof value !== 'boolean' && !(typeof value === 'number' && Number.isFinite(value))) {
      yield { field, description: 'must be a string, a finite number or a boolean' };
    }
  }
}
