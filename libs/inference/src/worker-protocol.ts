import type { RowTiming } from './cost-model.js';

/** What an ONNX thread is given when it starts. */
export interface WorkerSetup {
  /** The model file's bytes, shared so that all threads and their replacements read one copy. */
  readonly model: SharedArrayBuffer;
  /** Lengths of the rows, in tokens, that it runs before it says that it is ready. */
  readonly warmUpTokens: readonly number[];
  /** Whether rows may be padded to one run; padding changes the last bits of what a row gives. */
  readonly mayPad: boolean;
  /** Two Int32: see `exit-gate.ts`. */
  readonly gate: SharedArrayBuffer;
}

/** Rows to run. */
export interface WorkerRequest {
  /** Token ids of all rows, end to end. */
  readonly ids: Int32Array;
  /** Tokens of each row. */
  readonly lengths: Int32Array;
  /** Tokens of each row that have type 0. */
  readonly firstSegments: Int32Array;
}

/** What is known of a session once it is loaded and warm. */
export interface WorkerStart {
  readonly warmUp: readonly RowTiming[];
  /** Whether the rows of a request are one padded run, or each is a run of its own. */
  readonly batched: boolean;
}

/** What a thread holds of JavaScript's memory, and outside of it for JavaScript, bytes. The runtime's own is not known. */
interface ThreadMemory {
  readonly memoryBytes?: number;
}

export type WorkerReply =
  | ({ readonly kind: 'ready' } & WorkerStart & ThreadMemory)
  /** The output's values, row after row, and what each row took. */
  | ({ readonly kind: 'done'; readonly outputs: Float32Array; readonly timings: readonly RowTiming[] } & ThreadMemory)
  | { readonly kind: 'failed'; readonly message: string };
