/**
 * 32-bit hash of a term: FNV-1a over its UTF-16 code units in the low 31 bits; bit 31 says that the term contains a
 * decimal digit.
 */
export function hash32(term: string): number {
  let hash = 0x811c9dc5;
  let digit = 0;
  for (let index = 0; index < term.length; index += 1) {
    const code = term.charCodeAt(index);
    if (code >= 48 && code <= 57) digit = 0x80000000;
    hash = Math.imul(hash ^ code, 0x01000193);
  }
  return ((hash & 0x7fffffff) | digit) >>> 0;
}
