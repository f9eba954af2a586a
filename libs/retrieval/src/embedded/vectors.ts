import { setImmediate } from 'node:timers/promises';
import { grown } from './grow.js';

/** Unit vectors by slot, in blocks, so that growing copies nothing. */
export class Vectors {
  /** 1 where the slot has a vector. */
  present: Uint8Array = new Uint8Array(256);
  /** 0 until the first vector comes. */
  dimensions = 0;
  private readonly blocks: (Float32Array | undefined)[] = [];

  /** @throws RangeError if it is not finite or has another width than those before it. */
  set(slot: number, vector: Float32Array): void {
    this.check(vector);
    this.dimensions = vector.length;
    const block = Math.floor(slot / blockRows);
    const values = (this.blocks[block] ??= new Float32Array(blockRows * this.dimensions));
    values.set(vector, (slot % blockRows) * this.dimensions);
    if (slot >= this.present.length) this.present = grown(this.present, slot + 1);
    this.present[slot] = 1;
  }

  /** Takes over rows by slot, e.g. those of a snapshot, without a copy. Only while there are none. */
  adopt(present: Uint8Array, rows: Float32Array, dimensions: number): void {
    this.dimensions = dimensions;
    this.present = present;
    for (let from = 0; from < rows.length; from += blockRows * dimensions) {
      const block = rows.subarray(from, from + blockRows * dimensions);
      // The last block must have room for the rows to come.
      this.blocks.push(block.length === blockRows * dimensions ? block : grown(block, blockRows * dimensions));
    }
  }

  /** Cosine of each slot's vector and a unit vector, by slot; 0 where there is none. */
  async cosines(query: Float32Array): Promise<Float32Array> {
    const cosines = new Float32Array(this.present.length);
    for (let slot = 0; slot < cosines.length; slot += 1) {
      if (this.present[slot] === 1) cosines[slot] = this.cosine(slot, query);
      if (slot % 8192 === 8191) await setImmediate();
    }
    return cosines;
  }

  clear(slot: number): void {
    if (slot < this.present.length) this.present[slot] = 0;
  }

  /** A view; undefined where the slot has none. */
  get(slot: number): Float32Array | undefined {
    if (this.present[slot] !== 1) return undefined;
    const start = (slot % blockRows) * this.dimensions;
    return this.blocks[Math.floor(slot / blockRows)]!.subarray(start, start + this.dimensions);
  }

  /** Cosine of the slot's vector and a unit vector; NaN where it has none. */
  cosine(slot: number, query: Float32Array): number {
    if (this.present[slot] !== 1) return NaN;
    const values = this.blocks[Math.floor(slot / blockRows)]!;
    const start = (slot % blockRows) * this.dimensions;
    let sum = 0;
    for (let index = 0; index < query.length; index += 1) sum += values[start + index]! * query[index]!;
    return sum;
  }

  /** @throws RangeError as `set`. */
  check(vector: Float32Array): void {
    if (this.dimensions !== 0 && vector.length !== this.dimensions) {
      throw new RangeError(
        `a vector has ${vector.length} dimensions, the index ${this.dimensions}: rebuild the index for another encoder`,
      );
    }
    if (!vector.every(Number.isFinite)) throw new RangeError('a vector holds a value that is not a finite number');
  }
}

const blockRows = 4096;
