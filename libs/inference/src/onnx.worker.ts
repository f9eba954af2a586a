import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { RowTiming } from './cost-model.js';
import { throughGate } from './exit-gate.js';
import type { WorkerReply, WorkerRequest, WorkerSetup } from './worker-protocol.js';

/**
 * A thread with one ONNX session. A row is a run of its own, unpadded: with dynamic int8 quantisation the other rows of a
 * batch would change a row's result, and on a CPU a batch is no faster (docs/reranker.md has the numbers).
 */
async function main(setup: WorkerSetup): Promise<void> {
  const gate = new Int32Array(setup.gate);
  const started = await throughGate(gate, () => start(setup));
  if (!started) return;
  const { session, warmUp } = started;
  reply({ kind: 'ready', warmUp });
  parentPort?.on('message', (request: WorkerRequest | 'close') => {
    if (request === 'close') {
      void session.release().finally(() => parentPort?.close());
      return;
    }
    throughGate(gate, () => answer(session, request)).catch((error: unknown) => {
      reply({ kind: 'failed', message: messageOf(error) });
    });
  });
}

async function start(setup: WorkerSetup): Promise<{ session: InferenceSession; warmUp: RowTiming[] }> {
  // The runtime takes no shared memory.
  const model = new Uint8Array(new Uint8Array(setup.model));
  const session = await InferenceSession.create(model, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    // Errors only: warnings about a model's graph are of no use to an operator.
    logSeverityLevel: 3,
  });
  return { session, warmUp: await warm(session, setup.warmUpTokens) };
}

async function answer(session: InferenceSession, { ids, lengths, firstSegments }: WorkerRequest): Promise<void> {
  const ms = new Float64Array(lengths.length);
  const rows: Float32Array[] = [];
  let start = 0;
  for (let row = 0; row < lengths.length; row++) {
    const began = performance.now();
    rows.push(await run(session, ids.subarray(start, start + lengths[row]!), firstSegments[row]!));
    ms[row] = performance.now() - began;
    start += lengths[row]!;
  }
  const outputs = new Float32Array(rows.reduce((width, row) => width + row.length, 0));
  let offset = 0;
  for (const row of rows) {
    outputs.set(row, offset);
    offset += row.length;
  }
  reply({ kind: 'done', outputs, ms }, [outputs.buffer, ms.buffer]);
}

async function run(session: InferenceSession, ids: Int32Array, firstSegment: number): Promise<Float32Array> {
  const shape = [1, ids.length];
  const inputs: Record<string, Tensor> = {
    input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), shape),
    attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
    token_type_ids: new Tensor('int64', new BigInt64Array(ids.length).fill(1n, firstSegment), shape),
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
      await run(session, new Int32Array(tokens), tokens);
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
