import type { Patience } from '@weir/inference';
import type { Time } from './time.js';

/** When an answer is due: one object handed down a search, from which a stage takes a shorter one of its own. */
export class Deadline implements Patience {
  readonly signal?: AbortSignal;

  /** Due `at` this time of the clock; Infinity for work that nobody waits for. */
  constructor(
    private readonly time: Time,
    private readonly at: number,
    signal?: AbortSignal,
  ) {
    if (signal !== undefined) this.signal = signal;
  }

  /** What is left, in ms; negative when it has passed. */
  remainingMs(): number {
    return this.at - this.time.now();
  }

  /** False for work that nobody waits for. */
  isFinite(): boolean {
    return this.at !== Infinity;
  }

  /** The earlier of this and `budgetMs` from now. Without a deadline there are no budgets either: the same again. */
  within(budgetMs: number): Deadline {
    if (this.at === Infinity) return this;
    return new Deadline(this.time, Math.min(this.at, this.time.now() + budgetMs), this.signal);
  }

  /** Earlier by `ms`, which are kept for what comes after. */
  reserving(ms: number): Deadline {
    return new Deadline(this.time, this.at - ms, this.signal);
  }

  /** For the little that must be done even when this has passed: at least `ms` from now. */
  orAtLeast(ms: number): Deadline {
    return new Deadline(this.time, Math.max(this.at, this.time.now() + ms), this.signal);
  }

  /** Throws where it has passed: nobody waits for what would begin now. */
  check(): void {
    if (this.remainingMs() <= 0) throw new DeadlinePassed();
  }

  /** Resolves with the work's value, or with `late` when the deadline passes first; the work is then left to itself. */
  async race<T>(work: Promise<T>): Promise<T | typeof late> {
    if (this.at === Infinity) return work;
    let cancel = (): void => undefined;
    const alarm = new Promise<typeof late>((resolve) => {
      cancel = this.time.after(Math.max(0, this.remainingMs()), () => {
        resolve(late);
      });
    });
    try {
      return await Promise.race([work, alarm]);
    } finally {
      cancel();
    }
  }
}

/** Work that was given up because its deadline had passed. */
class DeadlinePassed extends Error {
  readonly code = 'deadline';

  constructor() {
    super('The deadline has passed.');
  }
}

/** What `Deadline.race` gives in place of a value that did not come in time. */
export const late = Symbol('late');
