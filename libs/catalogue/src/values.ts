/** What a cell of the catalogue says: a value, nothing, or something that cannot be used and why. */
export type Reading<T> = { readonly value: T } | { readonly problem: string } | undefined;

const yes = /^(true|yes|y|in[ _-]?stock|available|limited[ _-]?availability|pre-?order|backorder)$/i;
const no = /^(false|no|n|out[ _-]?of[ _-]?stock|sold[ _-]?out|unavailable|discontinued)$/i;

/**
 * A number, or a string that writes one: with currency signs or codes, with thousands separators, with a decimal comma
 * (`$1,299.00`, `1.299,00 EUR`, `12,5`). A lone separator before exactly three digits groups if it is a comma.
 */
export function readNumber(value: unknown): Reading<number> {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? { value } : { problem: `is not a finite number (${value})` };
  }
  if (typeof value === 'bigint') return { value: Number(value) };
  if (typeof value !== 'string') return { problem: `is ${kindOf(value)}, not a number` };
  const number = numberOf(value);
  return number === undefined ? { problem: `is not a number (${quoted(value)})` } : { value: number };
}

/** Units on hand: a number, or a yes or no (1 or 0) as feeds write it: `true`, `in stock`, `out of stock`. */
export function readStock(value: unknown): Reading<number> {
  if (typeof value === 'boolean') return { value: value ? 1 : 0 };
  if (typeof value === 'string') {
    const text = value.trim();
    if (yes.test(text)) return { value: 1 };
    if (no.test(text)) return { value: 0 };
  }
  return readNumber(value);
}

/** Time as ms since the Unix epoch, from a date, an ISO 8601 string (UTC where it names no zone), epoch seconds or ms, or a year. */
export function readTime(value: unknown): Reading<number> {
  const time = timeOf(value);
  if (time !== undefined && Math.abs(time) <= 8.64e15) return { value: time };
  return { problem: `is not a date (${quoted(value)}): write ISO 8601, epoch seconds or ms, or a year` };
}

/** Text of a scalar or of a list (items joined by `separator`); absent items are left out. */
export function readText(value: unknown, separator: string): Reading<string> {
  if (Array.isArray(value)) {
    const parts: string[] = [];
    for (const item of value as readonly unknown[]) {
      if (item === null || item === undefined) continue;
      const part = scalarText(item);
      if (part === undefined) return { problem: `is a list with ${kindOf(item)} in it, not text` };
      if (part !== '') parts.push(part);
    }
    return parts.length === 0 ? undefined : { value: parts.join(separator) };
  }
  const text = scalarText(value);
  if (text === undefined) return { problem: `is ${kindOf(value)}, not text` };
  return text === '' ? undefined : { value: text };
}

/** A scalar as trimmed text; undefined for lists and objects. */
export function scalarText(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return value.trim();
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      return value instanceof Date ? value.toISOString() : undefined;
  }
}

/** For messages: what a value is. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}

/** For messages: a value cut to a readable length. */
function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : value instanceof Date ? String(value) : JSON.stringify(value);
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

function numberOf(text: string): number | undefined {
  const bare = text
    .replace(/^[\s\u00A0]*(?:[A-Z]{3}|[A-Z]{0,2}\p{Sc})?[\s\u00A0]*/u, '')
    .replace(/[\s\u00A0]*(?:[A-Z]{3}|\p{Sc})?[\s\u00A0]*$/u, '')
    .replace(/^([+-])\s*\p{Sc}\s*/u, '$1');
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(bare)) return finite(Number(bare));
  const grouped = bare.replace(/(?<=\d)[ \u00A0\u202F'’](?=\d{3}(\D|$))/gu, '');
  if (/^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(grouped)) return finite(Number(grouped.replaceAll(',', '')));
  if (/^[+-]?\d{1,3}(\.\d{3})+,\d+$/.test(grouped) || /^[+-]?\d{1,3}(\.\d{3}){2,}$/.test(grouped)) {
    return finite(Number(grouped.replaceAll('.', '').replace(',', '.')));
  }
  if (/^[+-]?\d+[.,]?\d*$/.test(grouped)) return finite(Number(grouped.replace(',', '.')));
  return undefined;
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

function timeOf(value: unknown): number | undefined {
  if (value instanceof Date) return finite(value.getTime());
  if (typeof value === 'number' || typeof value === 'bigint') return timeOfNumber(Number(value));
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/^-?\d+(\.\d+)?$/.test(text)) return timeOfNumber(Number(text));
  const iso = /^(\d{4}-\d{2}(?:-\d{2})?)(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?\s*(Z|[+-]\d{2}:?\d{2})?$/i.exec(
    text,
  );
  if (iso === null) return undefined;
  const [, day, time, zone] = iso;
  const offset = zone?.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2').toUpperCase() ?? 'Z';
  return finite(Date.parse(time === undefined ? day! : `${day!}T${time}${offset}`));
}

function timeOfNumber(number: number): number | undefined {
  if (!Number.isFinite(number)) return undefined;
  if (Number.isInteger(number) && number >= 1000 && number <= 2200) return Date.UTC(number, 0, 1);
  // Seconds until the year 5138, ms from 1973 on.
  return Math.abs(number) < 1e11 ? number * 1000 : number;
}
