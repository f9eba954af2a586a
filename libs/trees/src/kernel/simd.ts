import { kernelWasm } from '../generated/kernel-wasm.js';
import { Arena } from './arena.js';
import { BLOCK, pack, type PackableModel } from './pack.js';

/** Up to here the walker is faster than the vectors, which always work on sixteen rows (`weir bench trees`). */
const FEW_ROWS = 3;

type Run = (model: number, features: number, rows: number, out: number) => void;

/** What `assembly/kernel.ts` exports. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly heapBase: () => number;
  readonly score: Run;
  readonly scoreFew: Run;
  readonly leaves: Run;
}

/** Whether this engine runs the kernel: it needs WebAssembly with 128-bit SIMD. */
export function simdAvailable(): boolean {
  return compiled() !== undefined;
}

/** Scores in WebAssembly; rows are written straight into its memory. */
export class SimdKernel {
  private readonly exports: Exports;
  private readonly arena: Arena;
  private readonly model: number;
  private readonly leafOut: number;
  /** Where rows begin; results follow them. */
  private readonly rowsFrom: number;
  private readonly featureCount: number;
  private readonly outputs: number;
  private readonly treeCount: number;
  private capacity = 0;
  private out = 0;
  private rows = new Float64Array(0);
  private scores = new Float64Array(0);

  constructor(model: PackableModel) {
    const instance = new WebAssembly.Instance(compiled()!, {});
    const exported: unknown = instance.exports;
    this.exports = exported as Exports;
    this.arena = new Arena(this.exports.memory, this.exports.heapBase());
    this.featureCount = model.ensemble.featureCount;
    this.outputs = model.ensemble.outputs;
    this.treeCount = model.ensemble.trees.length;
    this.model = pack(this.arena, model);
    this.leafOut = this.arena.take(this.treeCount * BLOCK * 4);
    this.rowsFrom = this.arena.take(0);
  }

  /** Memory for `rows` rows of features. */
  input(rows: number): Float64Array {
    if (rows > this.capacity) this.reserve(rows);
    const { buffer } = this.exports.memory;
    const length = rows * this.featureCount;
    if (this.rows.length !== length || this.rows.buffer !== buffer) {
      this.rows = new Float64Array(buffer, this.rowsFrom, length);
      this.scores = new Float64Array(buffer, this.out, rows * this.outputs);
    }
    return this.rows;
  }

  /** Raw scores of the rows in the memory that `input` gave, into `out`. */
  score(rows: number, out: Float64Array): void {
    const run = rows <= FEW_ROWS ? this.exports.scoreFew : this.exports.score;
    run(this.model, this.rowsFrom, rows, this.out);
    const length = rows * this.outputs;
    const scores =
      this.scores.length === length ? this.scores : new Float64Array(this.exports.memory.buffer, this.out, length);
    out.set(scores);
  }

  /** Leaf numbers, rows x trees. */
  leaves(rows: number, out: Int32Array): void {
    for (let row = 0; row < rows; row += BLOCK) {
      const some = Math.min(BLOCK, rows - row);
      this.exports.leaves(this.model, this.rowsFrom + row * this.featureCount * 8, some, this.leafOut);
      out.set(new Int32Array(this.exports.memory.buffer, this.leafOut, some * this.treeCount), row * this.treeCount);
    }
  }

  private reserve(rows: number): void {
    this.capacity = Math.max(rows, this.capacity * 2, BLOCK);
    this.arena.rewind(this.rowsFrom);
    // One row more: the quantiser reads rows in pairs.
    this.arena.take((this.capacity + 1) * this.featureCount * 8);
    this.out = this.arena.take(this.capacity * this.outputs * 8);
  }
}

let kernelModule: WebAssembly.Module | undefined | null = null;

function compiled(): WebAssembly.Module | undefined {
  if (kernelModule === null) {
    const bytes = Buffer.from(kernelWasm, 'base64');
    kernelModule = WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : undefined;
  }
  return kernelModule;
}
