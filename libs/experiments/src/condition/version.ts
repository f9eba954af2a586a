/**
 * A version as a text that sorts as versions do, by GrowthBook's specification: no leading `v`, no build after `+`,
 * numbers padded to five places, and a release after its own pre-releases (`~` is ASCII's last). What is neither text
 * nor number is version 0.
 */
export function sortableVersion(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value;
  const version = typeof text === 'string' && text !== '' ? text : '0';
  const parts = version.replace(/^v|\+.*$/g, '').split(/[-.]/);
  if (parts.length === 3) parts.push('~');
  return parts.map((part) => (/^\d+$/.test(part) ? part.padStart(5, ' ') : part)).join('-');
}
