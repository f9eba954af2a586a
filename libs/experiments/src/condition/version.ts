/** Versions whose sortable text is kept: requests bring the same few again and again. */
const remembered = new Map<unknown, string>();
const maxRemembered = 512;

/**
 * A version as a text that sorts as versions do, by GrowthBook's specification: no leading `v`, no build after `+`,
 * numbers padded to five places, and a release after its own pre-releases (`~` is ASCII's last). What is neither text
 * nor number is version 0.
 */
export function sortableVersion(value: unknown): string {
  const known = remembered.get(value);
  if (known !== undefined) return known;
  const text = typeof value === 'number' ? String(value) : value;
  const sortable = padded(typeof text === 'string' && text !== '' ? text : '0');
  if (remembered.size >= maxRemembered) remembered.clear();
  if (typeof value !== 'object') remembered.set(value, sortable);
  return sortable;
}

function padded(version: string): string {
  const parts = version.replace(/^v|\+.*$/g, '').split(/[-.]/);
  if (parts.length === 3) parts.push('~');
  return parts.map((part) => (/^\d+$/.test(part) ? part.padStart(5, ' ') : part)).join('-');
}
