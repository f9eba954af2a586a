import { fold } from '@weir/text';

/** What separates the parts of a key: sorts before any character. */
export const separator = '\u0000';

/** A value as filters compare it: folded, behind its field. */
export function valueKey(field: string, value: string): string {
  return `${field}${separator}${fold(value)}`;
}

/** A value as facets count it: its key, and as it is shown. */
export function shownKey(field: string, value: string): string {
  return `${valueKey(field, value)}${separator}${value}`;
}

/** The folded value of a key. */
export function foldedValue(key: string): string {
  return key.slice(key.indexOf(separator) + 1);
}

/** The key of a shown key, and how it is shown. */
export function splitShownKey(shown: string): readonly [key: string, value: string] {
  const end = shown.indexOf(separator, shown.indexOf(separator) + 1);
  return [shown.slice(0, end), shown.slice(end + 1)];
}

/** A value's number behind its field, so that a range of numbers is a range of keys. */
export function numberKey(field: string, value: number): string {
  return `${field}${separator}${sortable(value)}`;
}

/** Sixteen hexadecimal digits in the order of the numbers: IEEE 754 bits, the sign flipped, negative ones inverted. */
function sortable(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value === 0 ? 0 : value);
  const bits = view.getBigUint64(0);
  const sign = 1n << 63n;
  const ordered = bits & sign ? ~bits & 0xffffffffffffffffn : bits | sign;
  return ordered.toString(16).padStart(16, '0');
}
