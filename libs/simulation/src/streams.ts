import { seededRandom } from '@weir/evaluation';

/**
 * A stream of uniform numbers of its own for each path of whole numbers, e.g. seed, shopper, search: what one shopper
 * does never depends on how many numbers another drew, nor on who came first.
 */
export function stream(...path: readonly number[]): () => number {
  return seededRandom(path.reduce((hash, part) => mix(Math.imul(hash, 31) + part), 0x9e3779b9));
}

/** The finalizer of MurmurHash3 (Austin Appleby, public domain): every bit of the input moves half of those of the output. */
function mix(value: number): number {
  let bits = value >>> 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

/** A standard normal number (Box and Muller, 1958). */
export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
