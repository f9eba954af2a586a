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

/** Every wrong field of an event; empty where there is none. */
export function checkEvent(event: EventInput, now: number, clock: ClockBounds): readonly FieldViolation[] {
  // Plain calls into one list: this is most of what an event costs before it is written.
  const found = new Violations();
  const { action } = event;
  if (event.event_id === '') found.add('event_id', 'must be given');
  found.ifLonger('event_id', event.event_id, limits.idCharacters);
  if (action.length > limits.actionCharacters || !actionName.test(action)) {
    found.add(
      'action',
      `must be small letters, digits, _, . and -, beginning with a letter, at most ${limits.actionCharacters}: click, purchase, ...`,
    );
  }
  if (isEmpty(event.shopper_id) && isEmpty(event.session_id)) {
    found.add('shopper_id', 'must be given, or session_id');
  }
  found.ifLonger('shopper_id', event.shopper_id, limits.unitCharacters);
  found.ifLonger('session_id', event.session_id, limits.unitCharacters);
  found.ifLonger('search_id', event.search_id, limits.idCharacters);
  if (needsProduct.has(action) && isEmpty(event.product_id)) found.add('product_id', `must be given with ${action}`);
  found.ifLonger('product_id', event.product_id, limits.idCharacters);
  found.ifLonger('query', event.query, limits.queryCharacters);
  checkNumbers(event, found);
  checkMoney(event, found);
  checkTime(event.at_ms, { now, clock }, found);
  if (event.attributes !== undefined) checkAttributes(event.attributes, found);
  return found.list;
}

class Violations {
  readonly list: FieldViolation[] = [];

  add(field: string, description: string): void {
    this.list.push({ field, description });
  }

  ifLonger(field: string, text: string | undefined, most: number): void {
    if (text !== undefined && text.length > most) this.add(field, `must have at most ${most} characters`);
  }
}

function isEmpty(text: string | undefined): boolean {
  return text === undefined || text === '';
}

function checkNumbers({ position, quantity, value }: EventInput, found: Violations): void {
  if (position !== undefined && !(Number.isInteger(position) && position >= 1 && position <= 2_147_483_647)) {
    found.add('position', 'must be a whole number from 1');
  }
  if (quantity !== undefined && !(quantity > 0 && Number.isFinite(quantity))) {
    found.add('quantity', 'must be a number above 0');
  }
  if (value !== undefined && !Number.isFinite(value)) found.add('value', 'must be a finite number');
}

function checkMoney({ revenue_minor: revenue, currency }: EventInput, found: Violations): void {
  if (revenue !== undefined && !(Number.isSafeInteger(revenue) && revenue >= 0)) {
    found.add('revenue_minor', 'must be a whole number of minor units (cents), at least 0');
  }
  if (currency === undefined || currency === '') {
    if (revenue !== undefined) found.add('currency', 'must be given with revenue_minor, e.g. EUR');
  } else if (!currencyCode.test(currency)) {
    found.add('currency', 'must be three capital letters of ISO 4217, e.g. EUR');
  }
}

function checkTime(
  at: number | undefined,
  { now, clock }: { readonly now: number; readonly clock: ClockBounds },
  found: Violations,
): void {
  if (at === undefined) return;
  if (!Number.isFinite(at) || at < 0) {
    found.add('at_ms', 'must be milliseconds since 1970');
  } else if (at > now + clock.futureMs) {
    const seconds = Math.ceil((at - now) / 1000);
    found.add('at_ms', `lies ${seconds} s in the future: set the clock that it comes from`);
  } else if (at < now - clock.pastMs) {
    found.add('at_ms', `lies more than ${Math.floor(clock.pastMs / 86_400_000)} days in the past`);
  }
}

function checkAttributes(attributes: Readonly<Record<string, unknown>>, found: Violations): void {
  const entries = Object.entries(attributes);
  if (entries.length > limits.attributes) found.add('attributes', `must have at most ${limits.attributes} members`);
  for (const [name, value] of entries) {
    if (typeof value === 'string') found.ifLonger(`attributes.${name}`, value, limits.attributeCharacters);
    else if (typeof value !== 'boolean' && !(typeof value === 'number' && Number.isFinite(value))) {
      found.add(`attributes.${name}`, 'must be a string, a finite number or a boolean');
    }
  }
}
