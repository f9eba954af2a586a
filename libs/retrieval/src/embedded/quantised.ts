import { setImmediate } from 'node:timers/promises';
import { kernelWasm } from '../generated/kernel-wasm.js';

/** What `assembly/kernel.ts` exports. Addresses are bytes in `memory`. */
interface Kernel {
  readonly memory: WebAssembly.Memory;
  readonly heapBase: () => number;
  readonly configure: (query: number, width: number, blockRows: number, out: number) => void;
  readonly dots: (block: number, count: number) => void;
}

/**
 * Unit vectors by slot in 8 bits a dimension, in the memory of a WebAssembly SIMD kernel that scans them all: a quarter
 * of the memory traffic of float32, and off by a little.
 */
export class QuantisedVectors {
  /** Largest length of what rounding took from a vector. */
  private lost = 0;
  private readonly kernel: Kernel;
  private readonly width: number;
  private readonly query: number;
  private readonly out: number;
  /** Addresses of the blocks: scales of their rows (float32), then the rows. */
  private readonly blocks: number[] = [];
  private end: number;
  private bytes: Int8Array;
  private scales: Float32Array;

  constructor(private readonly dimensions: number) {
    const instance = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(kernelWasm, 'base64')), {});
    const exported: unknown = instance.exports;
    this.kernel = exported as Kernel;
    this.width = Math.ceil(dimensions / 32) * 32;
    this.query = align(this.kernel.heapBase());
    this.out = align(this.query + this.width * 2);
    this.end = align(this.out + blockRows * 4);
    this.kernel.configure(this.query, this.width, blockRows, this.out);
    this.bytes = new Int8Array(this.kernel.memory.buffer);
    this.scales = new Float32Array(this.kernel.memory.buffer);
    this.reserve();
  }

  /**
   * No dot product with a unit vector is off by more, but for one in a hundred million: six standard deviations, the
   * dimensions being rounded independently, and a little for the rounding of the query.
   */
  get likelyError(): number {
    return (6 * this.lost) / Math.sqrt(this.dimensions) + 0.0005;
  }

  set(slot: number, vector: Float32Array): void {
    const block = Math.floor(slot / blockRows);
    while (this.blocks.length <= block) this.addBlock();
    const row = slot % blockRows;
    const scales = this.blocks[block]!;
    let largest = 0;
    for (const value of vector) largest = Math.max(largest, Math.abs(value));
    const scale = largest / 127 || 1;
    let at = scales + blockRows * 4 + row * this.width;
    let lost = 0;
    for (const value of vector) {
      const level = Math.round(value / scale);
      lost += (value - level * scale) ** 2;
      this.bytes[at++] = level;
    }
    this.scales[scales / 4 + row] = scale;
    this.lost = Math.max(this.lost, Math.sqrt(lost));
  }

  /**
   * Approximate dot product of each slot's vector and a unit vector, by slot, for `count` slots. Leaves the event loop
   * to others every few milliseconds.
   */
  async scan(query: Float32Array, count: number): Promise<Float32Array> {
    const dots = new Float32Array(count);
    // So that no sum of 32-bit lanes can overflow.
    const levels = Math.min(32767, Math.floor(2 ** 31 / (127 * this.width)));
    const scale = query.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) / levels || 1;
    const quantised = Int16Array.from(query, (value) => Math.round(value / scale));
    for (let block = 0; block < this.blocks.length && block * blockRows < count; block += 1) {
      if (block % sliceBlocks === 0) {
        if (block > 0) await setImmediate();
        // Another scan may have put its query there meanwhile.
        new Int16Array(this.kernel.memory.buffer, this.query, this.dimensions).set(quantised);
      }
      const rows = Math.min(blockRows, count - block * blockRows);
      this.kernel.dots(this.blocks[block]!, rows);
      dots.set(new Float32Array(this.kernel.memory.buffer, this.out, rows), block * blockRows);
    }
    for (let slot = 0; slot < count; slot += 1) dots[slot]! *= scale;
    return dots;
  }

  private addBlock(): void {
    this.blocks.push(this.end);
    this.end = align(this.end + blockRows * (4 + this.width));
    this.reserve();
  }

  private reserve(): void {
    const missing = this.end - this.kernel.memory.buffer.byteLength;
    if (missing <= 0) return;
    this.kernel.memory.grow(Math.ceil(missing / pageBytes));
    this.bytes = new Int8Array(this.kernel.memory.buffer);
    this.scales = new Float32Array(this.kernel.memory.buffer);
  }
}

const blockRows = 4096;
/** Blocks scanned at a stretch: 65,536 rows, a few milliseconds. */
const sliceBlocks = 16;
const pageBytes = 65_536;

function align(address: number): number {
  return Math.ceil(address / 16) * 16;
}
