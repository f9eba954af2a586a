import { InferenceError } from './inference-error.js';
import { WorkerThread, type RunReply, type ThreadSetup } from './worker-thread.js';
import type { WorkerRequest, WorkerStart } from './worker-protocol.js';

export interface WorkerPoolOptions {
  readonly setup: ThreadSetup;
  readonly threads: number;
  /** The file that each thread runs. */
  readonly entry: string;
  /** Called when a thread that died has been replaced. */
  readonly onReplaced: () => void;
  /** Called when the last thread is gone and its replacement could not start. */
  readonly onBroken: () => void;
}

const firstRetryMs = 100;
const maxRetryMs = 30_000;

/** The threads of one model. One that dies fails its own request and is replaced. */
export class WorkerPool {
  private readonly idleThreads: WorkerThread[] = [];
  private readonly threads = new Set<WorkerThread>();
  private closed = false;
  private startFailed = false;
  private retry: NodeJS.Timeout | undefined;

  private constructor(private readonly options: WorkerPoolOptions) {}

  /** Rejects with `InferenceError` `failed` if the model cannot be loaded. */
  static async open(options: WorkerPoolOptions): Promise<{ readonly pool: WorkerPool; readonly started: WorkerStart }> {
    const pool = new WorkerPool(options);
    const starts = await Promise.allSettled(Array.from({ length: options.threads }, () => pool.start()));
    const failure = starts.find((start) => start.status === 'rejected');
    if (failure) {
      await pool.close();
      throw failure.reason;
    }
    const started = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
    return {
      pool,
      started: {
        warmUp: started.flatMap(({ warmUp }) => warmUp),
        batched: started.every(({ batched }) => batched),
      },
    };
  }

  get idle(): number {
    return this.idleThreads.length;
  }

  /** What each of its threads holds, by its last answer, bytes. */
  memory(): readonly number[] {
    return Array.from(this.threads, ({ memoryBytes }) => memoryBytes);
  }

  /** No thread is left, and none could be started yet. */
  get broken(): boolean {
    return this.threads.size === 0 && this.startFailed;
  }

  /** Needs an idle thread. Rejects with `InferenceError` `failed`. */
  async run(request: WorkerRequest): Promise<RunReply> {
    const thread = this.idleThreads.shift();
    if (!thread || this.closed) throw new InferenceError('failed', 'the model is closed or has no idle thread');
    try {
      return await thread.run(request);
    } finally {
      if (thread.alive) this.idleThreads.push(thread);
    }
  }

  /** Ends the threads after their runs under way. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    await Promise.all([...this.threads].map((thread) => thread.close()));
  }

  private async start(): Promise<WorkerStart> {
    const { thread, started } = await WorkerThread.start(this.options.setup, this.options.entry);
    this.startFailed = false;
    this.threads.add(thread);
    this.idleThreads.push(thread);
    void thread.ended.then(() => {
      this.forget(thread);
    });
    return started;
  }

  private forget(thread: WorkerThread): void {
    this.threads.delete(thread);
    const at = this.idleThreads.indexOf(thread);
    if (at >= 0) this.idleThreads.splice(at, 1);
    if (!this.closed) this.replace(firstRetryMs);
  }

  private replace(retryMs: number): void {
    this.start().then(
      () => {
        if (this.closed) void this.close();
        else this.options.onReplaced();
      },
      () => {
        // The next attempt is later each time: a model that cannot start must not take the machine.
        if (this.closed) return;
        this.startFailed = true;
        if (this.broken) this.options.onBroken();
        this.retry = setTimeout(() => {
          if (!this.closed) this.replace(Math.min(maxRetryMs, retryMs * 2));
        }, retryMs);
        this.retry.unref();
      },
    );
  }
}
