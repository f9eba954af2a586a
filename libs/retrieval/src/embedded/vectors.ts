import { checkVector } from '../check-vector.js';
import { dotProduct } from '../dot-product.js';
import { grown } from '../grow.js';
import { QuantisedVectors } from './quantised.js';
import { nthLargest, scoresOf, selectBest } from '../select.js';

/** Unit vectors by slot, in blocks, so that growing copies nothing; searched exactly. */
export class Vectors {
  /** 1 where the slot has a vector. */
  present: Uint8Array = new Uint8Array(256);
  private readonly blocks: (Float32Array | undefined)[] = [];
  private quantised: QuantisedVectors | undefined;
  private width = 0;
  private held = 0;

  /** Dimensions; 0 until the first vector comes. */
  get dimensions(): number {
    return this.width;
  }

  /** How many slots have a vector. */
  get count(): number {
    return this.held;
  }

  /** @throws RangeError if it is not finite or has another width than those before it. */
  set(slot: number, vector: Float32Array): void {
    this.check(vector);
    this.width = vector.length;
    const block = Math.floor(slot / blockRows);
    const values = (this.blocks[block] ??= new Float32Array(blockRows * this.width));
    values.set(vector, (slot % blockRows) * this.width);
    this.quantised ??= new QuantisedVectors(this.width);
    this.quantised.set(slot, vector);
    if (slot >= this.present.length) this.present = grown(this.present, slot + 1);
    if (this.present[slot] !== 1) this.held += 1;
    this.present[slot] = 1;
  }

  clear(slot: number): void {
    if (this.present[slot] !== 1) return;
    this.present[slot] = 0;
    this.held -= 1;
  }

  /** A view; undefined where the slot has none. */
  get(slot: number): Float32Array | undefined {
    if (this.present[slot] !== 1) return undefined;
    const start = (slot % blockRows) * this.width;
    return this.blocks[Math.floor(slot / blockRows)]!.subarray(start, start + this.width);
  }

  /** Cosine of the slot's vector and a unit vector; NaN where it has none. */
  cosine(slot: number, query: Float32Array): number {
    if (this.present[slot] !== 1) return NaN;
    return dotProduct(this.blocks[Math.floor(slot / blockRows)]!, (slot % blockRows) * this.width, query);
  }

  /** Approximate cosine by slot, for `nearest`; 0 or an old value where there is no vector. */
  async scan(query: Float32Array): Promise<Float32Array> {
    this.check(query);
    return (await this.quantised?.scan(query, this.present.length)) ?? new Float32Array(this.present.length);
  }

  /**
   * The `limit` of `slots` nearest to the query, nearest first, of equals by id. Exact: all whose approximate cosine
   * could reach the limit are computed in full (the nearest eight times the limit if they are more: near-duplicates).
   */
  nearest(slots: Uint32Array, limit: number, { query, approximate, ids }: NearestQuery): Uint32Array {
    const having = this.having(slots);
    let close = having;
    if (having.length > limit) {
      const near = nthLargest(scoresOf(having, approximate), limit - 1);
      close = reaching(having, approximate, near - 2 * (this.quantised?.likelyError ?? 0));
      if (close.length > limit * 8) close = selectBest(close, limit * 8, { scores: approximate, ids });
    }
    const scores = new Float64Array(this.present.length);
    for (const slot of close) scores[slot] = this.cosine(slot, query);
    return selectBest(close, limit, { scores, ids });
  }

  /** Takes over rows by slot, e.g. those of a snapshot, without a copy. Only while there are none. */
  adopt(present: Uint8Array, rows: Float32Array, dimensions: number): void {
    if (dimensions === 0) return;
    this.width = dimensions;
    this.present = present;
    for (let from = 0; from < rows.length; from += blockRows * dimensions) {
      const block = rows.subarray(from, from + blockRows * dimensions);
      // The last block must have room for the rows to come.
      this.blocks.push(block.length === blockRows * dimensions ? block : grown(block, blockRows * dimensions));
    }
    this.quantised = new QuantisedVectors(dimensions);
    for (let slot = 0; slot < present.length; slot += 1) {
      const vector = this.get(slot);
      if (vector === undefined) continue;
      this.quantised.set(slot, vector);
      this.held += 1;
    }
  }

  /** Those of `slots` that have a vector. */
  private having(slots: Uint32Array): Uint32Array {
    const having = new Uint32Array(slots.length);
    let count = 0;
    for (const slot of slots) if (this.present[slot] === 1) having[count++] = slot;
    return having.subarray(0, count);
  }

  /** @throws RangeError as `set`. */
  check(vector: Float32Array): void {
    checkVector(vector, this.width);
  }
}

export interface NearestQuery {
  /** Unit vector. */
  readonly query: Float32Array;
  /** From `scan`. */
  readonly approximate: Float32Array;
  /** By slot. */
  readonly ids: readonly string[];
}

function reaching(slots: Uint32Array, scores: Float32Array, least: number): Uint32Array {
  const close = new Uint32Array(slots.length);
  let count = 0;
  for (const slot of slots) if (scores[slot]! >= least) close[count++] = slot;
  return close.subarray(0, count);
}

const blockRows = 4096;
