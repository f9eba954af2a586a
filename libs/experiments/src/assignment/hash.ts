/** Where FNV-1a 32 starts. */
const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;

/** Values that a hash may have, by version. */
export const bucketCounts = { 1: 1000, 2: 10_000 } as const;

/** Taken once: looking a global up is slow in a sandbox such as the tests'. */
const { imul } = Math;

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
 * FNV-1a of the decimal text of a state, without making the text: in halves of five digits, which are small integers, each
 * divided by constants, which is multiplying.
 */
function decimalHash(state: number): number {
  const value = state >>> 0;
  const high = (value / 100_000) >>> 0;
  const low = value % 100_000;
  return high === 0 ? leadingDigits(low, offsetBasis) : fiveDigits(low, leadingDigits(high, offsetBasis));
}

/** As many digits as a number below 100,000 has. */
function leadingDigits(number: number, state: number): number {
  if (number >= 10_000) return fiveDigits(number, state);
  let hashed = state | 0;
  if (number >= 1000) hashed = digit(hashed, (number / 1000) | 0);
  if (number >= 100) hashed = digit(hashed, ((number / 100) | 0) % 10);
  if (number >= 10) hashed = digit(hashed, ((number / 10) | 0) % 10);
  return digit(hashed, number % 10);
}

/** Five digits, with zeros in front. */
function fiveDigits(number: number, state: number): number {
  const n = number | 0;
  let hashed = digit(state, (n / 10_000) | 0);
  hashed = digit(hashed, ((n / 1000) | 0) % 10);
  hashed = digit(hashed, ((n / 100) | 0) % 10);
  hashed = digit(hashed, ((n / 10) | 0) % 10);
  return digit(hashed, n % 10);
}

function digit(state: number, value: number): number {
  return imul(state ^ (48 + value), prime);
}
