import os from 'node:os';
import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { RowTiming } from './cost-model.js';
import { throughGate } from './exit-gate.js';
import type { WorkerReply, WorkerRequest, WorkerSetup, WorkerStart } from './worker-protocol.js';

/** What a model's thread is nicer than the main one by, of 0 to 19. */
const inferenceNiceness = 10;

/** A thread with one ONNX session. */
async function main(setup: WorkerSetup): Promise<void> {
  const gate = new Int32Array(setup.gate);
  const started = await throughGate(gate, () => start(setup));
  if (!started) return;
  const { session, batched, warmUp } = started;
  reply({ kind: 'ready', warmUp, batched, memoryBytes: memoryBytes() });
  parentPort?.on('message', (request: WorkerRequest | 'close') => {
    if (request === 'close') {
      void session.release().finally(() => parentPort?.close());
      return;
    }
    throughGate(gate, () => answer(session, batched, request)).catch((error: unknown) => {
      reply({ kind: 'failed', message: messageOf(error) });
    });
  });
}

interface Started extends WorkerStart {
  readonly session: InferenceSession;
}

async function start(setup: WorkerSetup): Promise<Started> {
  yieldToMainThread();
  // The runtime takes no shared memory.
  const model = Buffer.from(new Uint8Array(setup.model));
  const session = await InferenceSession.create(model, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // Errors only: warnings about a model's graph are of no use to an operator.
    logSeverityLevel: 3,
  });
  const batched = setup.mayPad && !model.includes('DynamicQuantizeLinear');
  return { session, batched, warmUp: await warm(session, setup.warmUpTokens) };
}

/**
 * On as many cores as threads, the main thread would wait a time slice (4 ms and more) behind a running model whenever a
 * request comes in. Only Linux has priorities of single threads; elsewhere this would slow the whole process.
 */
function yieldToMainThread(): void {
  if (process.platform === 'linux') os.setPriority(0, inferenceNiceness);
}

async function answer(session: InferenceSession, batched: boolean, request: WorkerRequest): Promise<void> {
  const rows = rowsOf(request);
  const outputs: Float32Array[] = [];
  const timings: RowTiming[] = [];
  // A dynamically quantised model scales its activations by the largest of a run: other rows would change a row's result.
  for (const batch of batched ? [rows] : rows.map((row) => [row])) {
    const began = performance.now();
    outputs.push(await run(session, batch));
    const ms = (performance.now() - began) / batch.length;
    const tokens = Math.max(...batch.map((row) => row.ids.length));
    timings.push(...batch.map(() => ({ tokens, ms })));
  }
  const values = new Float32Array(outputs.reduce((width, output) => width + output.length, 0));
  let offset = 0;
  for (const output of outputs) {
    values.set(output, offset);
    offset += output.length;
  }
  reply({ kind: 'done', outputs: values, timings, memoryBytes: memoryBytes() }, [values.buffer]);
}

function memoryBytes(): number {
  const { used_heap_size: heap, external_memory: external } = getHeapStatistics();
  return heap + external;
}

interface Row {
  readonly ids: Int32Array;
  readonly firstSegment: number;
}

function rowsOf({ ids, lengths, firstSegments }: WorkerRequest): Row[] {
  let end = 0;
  return Array.from(lengths, (length, row) => {
    end += length;
    return { ids: ids.subarray(end - length, end), firstSegment: firstSegments[row]! };
  });
}

/** The output's values, row after row. */
async function run(session: InferenceSession, rows: readonly Row[]): Promise<Float32Array> {
  const longest = Math.max(...rows.map((row) => row.ids.length));
  const ids = new BigInt64Array(rows.length * longest);
  const mask = new BigInt64Array(ids.length);
  const types = new BigInt64Array(ids.length);
  for (const [at, row] of rows.entries()) {
    const start = at * longest;
    const end = start + row.ids.length;
    ids.set(BigInt64Array.from(row.ids, BigInt), start);
    mask.fill(1n, start, end);
    types.fill(1n, start + row.firstSegment, end);
  }
  const shape = [rows.length, longest];
  const inputs: Record<string, Tensor> = {
    input_ids: new Tensor('int64', ids, shape),
    attention_mask: new Tensor('int64', mask, shape),
    token_type_ids: new Tensor('int64', types, shape),
  };
  const feeds = Object.fromEntries(session.inputNames.map((name) => [name, inputs[name] ?? missing(name)]));
  const outputs = await session.run(feeds);
  const values = outputs[session.outputNames[0]!]?.data;
  if (!(values instanceof Float32Array)) throw new Error('the model does not give float32');
  return values;
}

function missing(input: string): never {
  throw new Error(`the model wants an input ${input}; a text model has input_ids, attention_mask, token_type_ids`);
}

async function warm(session: InferenceSession, lengths: readonly number[]): Promise<RowTiming[]> {
  const timings: RowTiming[] = [];
  // The first round allocates and is not timed.
  for (const timed of [false, true]) {
    for (const tokens of lengths) {
      const began = performance.now();
      await run(session, [{ ids: new Int32Array(tokens), firstSegment: tokens }]);
      if (timed) timings.push({ tokens, ms: performance.now() - began });
    }
  }
  return timings;
}

function reply(message: WorkerReply, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

main(workerData as WorkerSetup).catch((error: unknown) => {
  reply({ kind: 'failed', message: messageOf(error) });
  parentPort?.close();
});
