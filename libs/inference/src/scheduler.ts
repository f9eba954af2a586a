import { InferenceError } from './inference-error.js';
import type { InferenceObserver } from './inference-observer.js';
import type { Patience } from './models.js';

/**
 * Who goes first: a shopper waits for the query's vector, then for the reranking; nobody waits for an index, and least
 * for a comparison of models.
 */
export const priorities = { query: 0, rerank: 1, passage: 2, background: 3 } as const;
export type Priority = (typeof priorities)[keyof typeof priorities];

/** Where work runs: the threads of one model. */
export interface Lane {
  /** Threads that could begin at once. */
  readonly idle: number;
}

export interface Work<T> {
  readonly lane: Lane;
  readonly priority: Priority;
  readonly patience: Patience;
  /** Expected ms on one thread. */
  readonly predictedMs: number;
  run(): Promise<T>;
}

export interface SchedulerLoad {
  readonly running: number;
  readonly queued: number;
  /** Since the start: work done, and work dropped without having been begun, by cause. */
  readonly completed: number;
  readonly dropped: { readonly deadline: number; readonly cancelled: number; readonly overloaded: number };
  /** How long work has waited until it was begun or dropped, all together, ms. */
  readonly waitedMs: number;
}

interface Entry {
  readonly work: Work<unknown>;
  /** On the clock of `performance.now()`. */
  readonly dueAt: number;
  begin(): void;
  refuse(error: InferenceError): void;
}

/**
 * Runs work of every model on `slots` cores: by priority, then by deadline, then in order of arrival. Work is begun only
 * while somebody waits for it; what is running is not interrupted, so it should be short (ten milliseconds).
 */
export class Scheduler {
  private readonly queue: Entry[] = [];
  private readonly running = new Set<Entry>();
  private completed = 0;
  private waitedMs = 0;
  private readonly dropped = { deadline: 0, cancelled: 0, overloaded: 0 };

  /** @param maxQueued Work of queries and rerankings that may wait; more is refused at once, as it would come too late anyway. */
  constructor(
    readonly slots: number,
    private readonly maxQueued: number,
    readonly observer?: InferenceObserver,
  ) {}

  /** Rejects with `InferenceError` `deadline`, `cancelled` or `overloaded`, or as the work does. */
  submit<T>(work: Work<T>): Promise<T> {
    const { patience, priority } = work;
    if (patience.signal?.aborted) return Promise.reject(this.drop('cancelled'));
    const remainingMs = patience.remainingMs();
    if (remainingMs <= 0) return Promise.reject(this.drop('deadline'));
    if (priority < priorities.passage && this.waiting() >= this.maxQueued) {
      return Promise.reject(this.drop('overloaded'));
    }
    return new Promise<T>((resolve, reject) => {
      const refuse = (error: InferenceError) => {
        this.queue.splice(this.queue.indexOf(entry), 1);
        stopWaiting();
        reject(error);
      };
      const onAbort = () => {
        refuse(this.drop('cancelled'));
      };
      patience.signal?.addEventListener('abort', onAbort, { once: true });
      const alarm = afterMs(remainingMs, () => {
        refuse(this.drop('deadline'));
      });
      const arrived = performance.now();
      const stopWaiting = () => {
        const ms = performance.now() - arrived;
        this.waitedMs += ms;
        this.observer?.waited(priority, ms);
        patience.signal?.removeEventListener('abort', onAbort);
        clearTimeout(alarm);
      };
      const entry: Entry = {
        work,
        dueAt: arrived + remainingMs,
        begin: () => {
          stopWaiting();
          this.running.add(entry);
          const end = () => {
            this.running.delete(entry);
            this.completed++;
            // A reranking submits its next rows when these are done: they come before what has been waiting behind it.
            setImmediate(() => {
              this.pump();
            });
          };
          work.run().finally(end).then(resolve, reject);
        },
        refuse,
      };
      this.enqueue(entry);
      this.pump();
    });
  }

  /** Begins what can be begun. Called by itself, and by a lane that has an idle thread again. */
  pump(): void {
    while (this.running.size < this.slots) {
      const next = this.queue.findIndex(({ work }) => work.lane.idle > 0 && this.mayBegin(work));
      if (next < 0) return;
      const [entry] = this.queue.splice(next, 1);
      entry!.begin();
    }
  }

  /** Refuses what waits for a lane that will not run it. */
  withdraw(lane: Lane, error: InferenceError): void {
    for (const entry of this.queue.filter(({ work }) => work.lane === lane)) entry.refuse(error);
  }

  /** Expected ms until work of this priority that arrived now would begin. */
  waitMs(priority: Priority): number {
    if (this.running.size < this.slots) return 0;
    let ahead = 0;
    // What is running is on average half done.
    for (const { work } of this.running) ahead += work.predictedMs / 2;
    for (const { work } of this.queue) if (work.priority <= priority) ahead += work.predictedMs;
    return ahead / this.slots;
  }

  load(): SchedulerLoad {
    return {
      running: this.running.size,
      queued: this.queue.length,
      completed: this.completed,
      dropped: { ...this.dropped },
      waitedMs: this.waitedMs,
    };
  }

  /** Work in the background leaves a slot free for what somebody waits for: what runs is not interrupted. */
  private mayBegin({ priority }: Work<unknown>): boolean {
    return priority !== priorities.background || this.running.size <= Math.max(0, this.slots - 2);
  }

  private waiting(): number {
    // What nobody waits for stands at the end of the queue.
    let count = this.queue.length;
    while (count > 0 && this.queue[count - 1]!.work.priority >= priorities.passage) count--;
    return count;
  }

  private enqueue(entry: Entry): void {
    let at = this.queue.length;
    while (at > 0 && isBefore(entry, this.queue[at - 1]!)) at--;
    this.queue.splice(at, 0, entry);
  }

  private drop(code: 'deadline' | 'cancelled' | 'overloaded'): InferenceError {
    this.dropped[code]++;
    return new InferenceError(code, explanations[code]);
  }
}

const explanations = {
  deadline: 'the deadline passed before a thread was free: allow more time or fewer requests at once',
  cancelled: 'the caller left',
  overloaded: 'too many inferences are waiting: ask again later or add replicas',
};

/** The longest delay that a timer takes. */
const maxTimerMs = 2 ** 31 - 1;

function afterMs(ms: number, task: () => void): NodeJS.Timeout | undefined {
  return ms > maxTimerMs ? undefined : setTimeout(task, ms);
}

function isBefore(one: Entry, other: Entry): boolean {
  if (one.work.priority !== other.work.priority) return one.work.priority < other.work.priority;
  return one.dueAt < other.dueAt;
}
