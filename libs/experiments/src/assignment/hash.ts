/** Where FNV-1a 32 starts. */
const offsetBasis = 0x811c9dc5;
const prime = 0x01000193;
/** Taken once: looking a global up is slow in a sandbox such as the tests'. */
const { imul } = Math;

/**
 * Hash of GrowthBook's SDK specification (https://docs.growthbook.io/lib/build-your-own#hash): 0..1 for a unit under a
 * seed, in steps of 1/10,000 (version 2) or 1/1,000 (version 1); null for another version. Version 2 hashes the decimal
 * text of a first hash, which takes away the bias that the one pass of version 1 has.
 */
export function hash(seed: string, value: string, version: number): number | null {
  if (version === 2) return bucketOf(fnv1a(value, fnv1a(seed)));
  if (version === 1) return shortBucketOf(fnv1a(seed, fnv1a(value)));
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

/** Version 2's bucket from the state after seed and value. */
export function bucketOf(state: number): number {
  return ((decimalHash(state >>> 0) >>> 0) % 10_000) / 10_000;
}

/** Version 1's bucket from the state after value and seed. */
export function shortBucketOf(state: number): number {
  return ((state >>> 0) % 1000) / 1000;
}

/** FNV-1a of a number's decimal text, without making the text; in halves of five digits, which are small integers. */
function decimalHash(value: number): number {
  const high = Math.floor(value / 100_000);
  const low = value - high * 100_000;
  return high === 0
    ? digitsHash(low, digitsOf(low), offsetBasis)
    : digitsHash(low, 5, digitsHash(high, digitsOf(high), offsetBasis));
}

function digitsOf(number: number): number {
  if (number < 100) return number < 10 ? 1 : 2;
  if (number < 10_000) return number < 1000 ? 3 : 4;
  return 5;
}

/** The last `count` digits of a number below 100,000, from `state` on. */
function digitsHash(number: number, count: number, state: number): number {
  let hashed = state | 0;
  let scale = powers[count - 1]! | 0;
  let rest = number | 0;
  for (let left = count; left > 0; left -= 1) {
    const digit = (rest / scale) | 0;
    rest = (rest - digit * scale) | 0;
    scale = (scale / 10) | 0;
    hashed = imul(hashed ^ (48 + digit), prime);
  }
  return hashed;
}

const powers = [1, 10, 100, 1000, 10_000];
