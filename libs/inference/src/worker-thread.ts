import { existsSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { openGate, removeGate } from './exit-gate.js';
import { InferenceError } from './inference-error.js';
import type { WorkerReply, WorkerRequest, WorkerSetup, WorkerStart } from './worker-protocol.js';

export type RunReply = Extract<WorkerReply, { kind: 'done' }>;
export type ThreadSetup = Omit<WorkerSetup, 'gate'>;

interface Settle<T> {
  resolve(value: T): void;
  reject(error: InferenceError): void;
}

/** One thread with one session. It runs one request at a time. */
export class WorkerThread {
  /** False from the moment that it is known to die. */
  alive = true;
  /** What it holds, by its last answer, bytes. */
  memoryBytes = 0;
  private running: Settle<RunReply> | undefined;
  /** Resolves when the thread is gone, whatever the cause. */
  readonly ended: Promise<void>;

  private constructor(
    private readonly worker: Worker,
    starting: Settle<WorkerStart>,
  ) {
    worker.on('message', (reply: WorkerReply) => {
      if (reply.kind !== 'failed') this.memoryBytes = reply.memoryBytes ?? this.memoryBytes;
      if (reply.kind === 'ready') starting.resolve(reply);
      else if (reply.kind === 'failed') this.fail(starting, reply.message);
      else this.settle()?.resolve(reply);
    });
    worker.on('error', (error) => {
      this.alive = false;
      this.fail(starting, error.message);
    });
    this.ended = new Promise((resolve) => {
      worker.on('exit', () => {
        this.alive = false;
        this.fail(starting, 'its thread ended');
        resolve();
      });
    });
  }

  /** Resolves when the session is loaded and warm; rejects with `InferenceError` `failed`. */
  static async start(
    setup: ThreadSetup,
    entry: string,
  ): Promise<{ readonly thread: WorkerThread; readonly started: WorkerStart }> {
    const gate = openGate();
    const worker = new Worker(entry, { workerData: { ...setup, gate: gate.buffer } satisfies WorkerSetup });
    let thread: WorkerThread | undefined;
    const started = await new Promise<WorkerStart>((resolve, reject) => {
      thread = new WorkerThread(worker, { resolve, reject });
      void thread.ended.then(() => {
        removeGate(gate);
      });
    });
    // The thread alone does not keep the process alive; a run does.
    worker.unref();
    return { thread: thread!, started };
  }

  /** Rejects with `InferenceError` `failed` when the model refuses the rows or the thread dies. */
  run(request: WorkerRequest): Promise<RunReply> {
    this.worker.ref();
    return new Promise((resolve, reject) => {
      this.running = { resolve, reject };
      this.worker.postMessage(request);
    });
  }

  /** Resolves when the thread has ended, after the run under way. */
  async close(): Promise<void> {
    this.worker.ref();
    this.worker.postMessage('close');
    await this.ended;
  }

  private settle(): Settle<RunReply> | undefined {
    const { running } = this;
    this.running = undefined;
    this.worker.unref();
    return running;
  }

  private fail(starting: Settle<WorkerStart>, message: string): void {
    const error = new InferenceError('failed', `the model could not be run: ${message}`);
    starting.reject(error);
    this.settle()?.reject(error);
  }
}

/**
 * The compiled thread. From compiled code it stands beside this file; a test runs the source, which a plain thread cannot
 * load, and takes it from the build (`npm run build`, which `npm test` does first).
 */
export function onnxWorkerEntry(): string {
  const name = 'onnx.worker.js';
  const beside = path.join(__dirname, name);
  const built = path.resolve(__dirname, '../../../dist/libs/inference/src', name);
  const entry = [beside, built].find((file) => existsSync(file));
  if (entry === undefined) throw new InferenceError('failed', `there is no ${built}: run npm run build`);
  return entry;
}
