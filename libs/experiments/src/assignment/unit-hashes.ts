import { fnv1a } from './hash.js';

const prime = 0x01000193;
/** Seeds that are hashed side by side: one alone would wait for its own multiplication at every character. */
const lanes = 8;
/** UTF-16 code units of an id for which memory is set aside; longer ones get more when they come. */
const usualLength = 64;

/**
 * FNV-1a of one unit after each of many seeds, in one pass over the id. Hashing dominates an assignment, and every
 * experiment hashes the same id: this is `fnv1a(unit, fnv1a(seed))` for all of them at a fraction of the time. The last
 * unit's states are kept, so that asking for them again costs a comparison.
 */
export class UnitHashes {
  private readonly seeds: Int32Array;
  private readonly states: Int32Array;
  private codes = new Uint16Array(usualLength);
  private unit: string | undefined;

  /** State `index` of a unit is that after seed `index`. */
  constructor(seeds: readonly string[]) {
    const padded = Math.ceil(seeds.length / lanes) * lanes;
    this.seeds = new Int32Array(padded);
    seeds.forEach((seed, index) => {
      this.seeds[index] = fnv1a(seed);
    });
    this.states = new Int32Array(padded);
  }

  /** The states of a unit, until the next call. */
  of(unit: string): Int32Array {
    if (unit !== this.unit) this.hash(unit);
    return this.states;
  }

  private hash(unit: string): void {
    const { length } = unit;
    if (length > this.codes.length) this.codes = new Uint16Array(2 * length);
    const { codes, seeds, states } = this;
    // Looked up once: a global is slow to find in a sandbox such as the tests'.
    const { imul } = Math;
    for (let at = 0; at < length; at += 1) codes[at] = unit.charCodeAt(at);
    for (let lane = 0; lane < seeds.length; lane += lanes) {
      let a = seeds[lane]!;
      let b = seeds[lane + 1]!;
      let c = seeds[lane + 2]!;
      let d = seeds[lane + 3]!;
      let e = seeds[lane + 4]!;
      let f = seeds[lane + 5]!;
      let g = seeds[lane + 6]!;
      let h = seeds[lane + 7]!;
      for (let at = 0; at < length; at += 1) {
        const code = codes[at]!;
        a = imul(a ^ code, prime);
        b = imul(b ^ code, prime);
        c = imul(c ^ code, prime);
        d = imul(d ^ code, prime);
        e = imul(e ^ code, prime);
        f = imul(f ^ code, prime);
        g = imul(g ^ code, prime);
        h = imul(h ^ code, prime);
      }
      states[lane] = a;
      states[lane + 1] = b;
      states[lane + 2] = c;
      states[lane + 3] = d;
      states[lane + 4] = e;
      states[lane + 5] = f;
      states[lane + 6] = g;
      states[lane + 7] = h;
    }
    this.unit = unit;
  }
}
