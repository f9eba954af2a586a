/** Between a number and its unit: narrow, and never broken over lines. */
const thin = '\u202f';

const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const moment = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** A count, grouped by thousands. */
export function count(value: number): string {
  return whole.format(value);
}

/** A number with three digits that mean something, e.g. 0.123, 12.3, 1,230. */
export function number(value: number, digits = 3): string {
  return value.toLocaleString(undefined, { maximumSignificantDigits: digits });
}

/** A share of one as a percentage. */
export function percent(share: number, fractionDigits = 1): string {
  return `${(100 * share).toLocaleString(undefined, { minimumFractionDigits: fractionDigits, maximumFractionDigits: fractionDigits })}${thin}%`;
}

/** A share of one as a percentage with its sign. */
export function signedPercent(share: number, fractionDigits = 1): string {
  return `${share > 0 ? '+' : ''}${percent(share, fractionDigits).replace('-', '\u2212')}`;
}

/** A time of this many ms. */
export function duration(ms: number): string {
  if (ms < 1000) return `${number(ms)}${thin}ms`;
  if (ms < 60_000) return `${number(ms / 1000)}${thin}s`;
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)}${thin}min`;
  if (ms < 172_800_000) return `${Math.round(ms / 3_600_000)}${thin}h`;
  return `${Math.round(ms / 86_400_000)}${thin}d`;
}

/** So many bytes. */
export function bytes(value: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const step = value === 0 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(value) / 10));
  return `${number(value / 1024 ** step)}${thin}${units[step]!}`;
}

/** An amount in the currency's smallest unit, e.g. cents. */
export function money(minor: number, currency: string): string {
  const format = new Intl.NumberFormat(undefined, { style: 'currency', currency });
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

/** An amount in whole units, e.g. 19.99; plain where the currency is not known. */
export function amount(value: number, currency: string | undefined): string {
  if (currency === undefined || currency === '')
    return value.toLocaleString(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return new Intl.NumberFormat(undefined, { style: 'currency', currency }).format(value);
}

/** A measure of 0 to 1, e.g. 0.734. */
export function measure(value: number): string {
  return value.toLocaleString(undefined, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
}

/** The difference of two measures with its sign. */
export function measureDifference(value: number): string {
  return `${value > 0.0005 ? '+' : ''}${measure(Math.abs(value) < 0.0005 ? 0 : value)}`.replace('-', '\u2212');
}

/** A p-value: three digits after the point, and no more is claimed of a small one. */
export function pValue(value: number): string {
  return value < 0.001 ? '< 0.001' : measure(value);
}

/** A date and a time in the viewer's zone. */
export function dateTime(atMs: number): string {
  return moment.format(atMs);
}

/** A time of day in the viewer's zone. */
export function timeOfDay(atMs: number): string {
  return clock.format(atMs);
}
