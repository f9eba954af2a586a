/** Where FNV-1a 32 starts. */
const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;

/** Values that a hash may have, by version. */
export const bucketCounts = { 1: 1000, 2: 10_000 } as const;

/**
 * Hash of GrowthBook's SDK specification (https://docs.growthbook.io/lib/build-your-own#hash): 0..1 for a unit under a
 * seed, in steps of 1/10,000 (version 2) or 1/1,000 (version 1); null for another version. Version 2 hashes the decimal
 * text of a first hash, which takes away the bias that the one pass of version 1 has.
 */
export function hash(seed: string, value: string, version: number): number | null {
  if (version === 2) return bucketOf(fnv1a(value, fnv1a(seed))) / bucketCounts[2];
  if (version === 1) return shortBucketOf(fnv1a(seed, fnv1a(value))) / bucketCounts[1];
  return null;
}

/**
 * FNV-1a 32 over UTF-16 code units, as the specification's own SDK reads them, from `state` on: a prefix that is always
 * the same is hashed once. Signed 32 bits.
 */
export function fnv1a(text: string, state: number = offsetBasis): number {
  const { imul } = Math;
  let hashed = state | 0;
  for (let at = 0; at < text.length; at += 1) hashed = imul(hashed ^ text.charCodeAt(at), prime);
  return hashed;
}

/** Version 2's bucket from the state after seed and value, as a whole number: 0..9,999. */
export function bucketOf(state: number): number {
  return ((decimalHash(state) >>> 0) % bucketCounts[2]) >>> 0;
}

/** Version 1's bucket from the state after value and seed, as a whole number: 0..999. */
export function shortBucketOf(state: number): number {
  return ((state >>> 0) % bucketCounts[1]) >>> 0;
}

/**
 * FNV-1a of the decimal text of a state, without making the text: eight of its nine or ten digits come from a table of
 * four at a time, for division is what it would wait for.
 */
function decimalHash(state: number): number {
  // Looked up once: a global is slow to find in a sandbox such as the tests'.
  const { imul } = Math;
  const value = state >>> 0;
  // One in forty-three has fewer digits.
  if (value < 100_000_000) return fnv1a(String(value));
  const top = (value / 100_000_000) >>> 0;
  const rest = value % 100_000_000;
  const middle = fourDigits[(rest / 10_000) >>> 0]!;
  const low = fourDigits[rest % 10_000]!;
  const first = fourDigits[top]!;
  let hashed = top < 10 ? offsetBasis : imul(offsetBasis ^ ((first >>> 8) & 255), prime);
  hashed = imul(hashed ^ (first & 255), prime);
  hashed = imul(hashed ^ (middle >>> 24), prime);
  hashed = imul(hashed ^ ((middle >>> 16) & 255), prime);
  hashed = imul(hashed ^ ((middle >>> 8) & 255), prime);
  hashed = imul(hashed ^ (middle & 255), prime);
  hashed = imul(hashed ^ (low >>> 24), prime);
  hashed = imul(hashed ^ ((low >>> 16) & 255), prime);
  hashed = imul(hashed ^ ((low >>> 8) & 255), prime);
  return imul(hashed ^ (low & 255), prime);
}

/** Of each number below 10,000 its four decimal digits as ASCII, the first in the highest byte. */
const fourDigits = Int32Array.from({ length: 10_000 }, (_, number) => {
  const text = String(number).padStart(4, '0');
  return [0, 1, 2, 3].reduce((packed, at) => (packed << 8) | text.charCodeAt(at), 0);
});
