import type { LoadedModel } from '@weir/registry';
import { CostModel } from './cost-model.js';
import { InferenceError } from './inference-error.js';
import type { Patience } from './models.js';
import type { Priority, Scheduler } from './scheduler.js';
import { WorkerPool } from './worker-pool.js';
import { onnxWorkerEntry } from './worker-thread.js';
import type { TokenSequence } from './wordpiece.js';
import type { WorkerRequest, WorkerStart } from './worker-protocol.js';

/** What a session needs of a loaded model, whatever its kind. */
export type ModelFiles = Pick<LoadedModel, 'reference' | 'files'>;

export interface RowsContext {
  readonly priority: Priority;
  readonly patience: Patience;
}

/** What a model's rows are like. */
export interface RowsShape {
  readonly maxTokens: number;
  /** Whether rows of one piece of work may be padded to one run: faster, and the last bits depend on the others. */
  readonly mayPad: boolean;
}

/** Lengths whose runs at the start teach the cost model, as parts of the longest row. */
const warmUpParts = [0.1, 0.25, 0.5, 1];

/** An ONNX text model: its threads, what a row costs on them, and its turn among the other models. */
export class OnnxModel {
  readonly cost: CostModel;
  private closed = false;

  private constructor(
    readonly reference: string,
    private readonly opened: { readonly pool: WorkerPool; readonly started: WorkerStart },
    private readonly scheduler: Scheduler,
  ) {
    this.cost = new CostModel(opened.started.warmUp);
  }

  /** Starts as many threads as the scheduler has slots. Rejects with `InferenceError` `failed`. */
  static async open(model: ModelFiles, scheduler: Scheduler, rows: RowsShape): Promise<OnnxModel> {
    const opened: Awaited<ReturnType<typeof WorkerPool.open>> = await WorkerPool.open({
      setup: {
        model: file(model, 'model.onnx').buffer,
        warmUpTokens: warmUpParts.map((part) => Math.max(2, Math.round(part * rows.maxTokens))),
        mayPad: rows.mayPad,
      },
      threads: scheduler.slots,
      entry: onnxWorkerEntry(),
      onReplaced: () => {
        scheduler.pump();
      },
      onBroken: () => {
        scheduler.withdraw(opened.pool, new InferenceError('failed', broken));
      },
    });
    return new OnnxModel(model.reference, opened, scheduler);
  }

  /** Empty once it is closed. */
  memory(): readonly number[] {
    return this.closed ? [] : this.opened.pool.memory();
  }

  get slots(): number {
    return this.scheduler.slots;
  }

  /** Whether the rows of one piece of work are one padded run; else each is a run of its own. */
  get batched(): boolean {
    return this.opened.started.batched;
  }

  /** Ms until these rows, submitted now, would be done, by the cost model's expectation. */
  predictMs(lengths: readonly number[], priority: Priority): number {
    return this.scheduler.waitMs(priority) + this.cost.predictMs(lengths);
  }

  /** Expected ms of running these rows on one thread, without what they wait. */
  workMs(lengths: readonly number[]): number {
    return this.cost.predictMs(lengths);
  }

  /** The same as `predictMs` with the margin for a slow run. */
  boundMs(lengths: readonly number[], priority: Priority): number {
    return this.scheduler.waitMs(priority) + this.cost.boundMs(lengths);
  }

  /**
   * One output a row, in order. Rejects with `InferenceError`. The rows are one piece of work: see `token-batches.ts`. They are one
   * padded run where they may be padded, or of a dynamically quantised model one run each: its rows share one scale.
   */
  run(rows: readonly TokenSequence[], { priority, patience }: RowsContext): Promise<readonly Float32Array[]> {
    if (this.closed) return Promise.reject(new InferenceError('failed', closed));
    if (this.opened.pool.broken) return Promise.reject(new InferenceError('failed', broken));
    const lengths = rows.map((row) => row.ids.length);
    const { observer } = this.scheduler;
    return this.scheduler.submit({
      lane: this.opened.pool,
      priority,
      patience,
      predictedMs: this.cost.predictMs(lengths),
      run: async () => {
        const began = performance.now();
        const { outputs, timings } = await this.opened.pool.run(packed(rows));
        for (const timing of timings) this.cost.observe(timing);
        // Of a padded run each row counts with the padded length.
        const tokens = timings.reduce((sum, timing) => sum + timing.tokens, 0);
        observer?.ran({ model: this.reference, rows: rows.length, tokens, ms: performance.now() - began });
        return unpacked(outputs, rows.length);
      },
    });
  }

  /** Refuses what waits and resolves when what runs has ended. */
  close(): Promise<void> {
    this.closed = true;
    this.scheduler.withdraw(this.opened.pool, new InferenceError('failed', closed));
    return this.opened.pool.close();
  }
}

const closed = 'the model is closed: take its successor';
const broken = "the model's threads died and cannot be started again: see the log, and check its memory limit";

/** A file of the model by name. Throws `InferenceError` `failed` if its manifest names none. */
export function file(model: ModelFiles, name: string): Buffer<SharedArrayBuffer> {
  const content = model.files.get(name);
  if (!content) throw new InferenceError('failed', `${model.reference} has no file ${name}: add it to its manifest`);
  return content;
}

function packed(rows: readonly TokenSequence[]): WorkerRequest {
  const lengths = Int32Array.from(rows, (row) => row.ids.length);
  const ids = new Int32Array(lengths.reduce((sum, length) => sum + length, 0));
  let offset = 0;
  for (const row of rows) {
    ids.set(row.ids, offset);
    offset += row.ids.length;
  }
  return { ids, lengths, firstSegments: Int32Array.from(rows, (row) => row.firstSegment) };
}

function unpacked(outputs: Float32Array, rows: number): readonly Float32Array[] {
  const width = outputs.length / rows;
  const broken = outputs.some((value) => !Number.isFinite(value));
  if (broken) throw new InferenceError('failed', 'the model gave a value that is not finite: check its export');
  return Array.from({ length: rows }, (_, row) => outputs.slice(row * width, (row + 1) * width));
}
