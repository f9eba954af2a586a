import { priorities, type Priority } from './priority.js';
import type { RefusalReason } from './refusal.js';

/** Somebody in the line. Exactly one of `begin` and `refuse` is called, once. */
export interface Waiting {
  readonly priority: Priority;
  readonly arrivedAt: number;
  /** Begun later it would be too late; Infinity for who waits as long as it takes. */
  readonly lateAt: number;
  begin(): void;
  refuse(reason: RefusalReason): void;
}

/**
 * A bounded line by priority: first come, first served while it empties now and then; last come, first served once it
 * has not been empty for a while. Then those at the back have waited too long to be answered in time anyway, and serving
 * them first would be late for everybody (adaptive LIFO: Maurer, "Fail at Scale", ACM Queue 13(8), 2015).
 */
export class WaitingLine {
  private readonly lines: Readonly<Record<Priority, Waiting[]>> = { interactive: [], batch: [] };
  /** When somebody last came into a line that was empty. */
  private emptyAt = -Infinity;

  /**
   * @param most who may wait at one time
   * @param patienceMs a line that was not empty for longer stands, ms
   */
  constructor(
    private readonly most: number,
    private readonly patienceMs: number,
  ) {}

  length(priority: Priority): number {
    return this.lines[priority].length;
  }

  /** Whether shoppers have been waiting without a break: more comes than is done. */
  stands(now: number): boolean {
    return this.lines.interactive.length > 0 && now - this.emptyAt > this.patienceMs;
  }

  /** Puts somebody into the line; refuses who would be served last where it is full, which may be the one who comes. */
  join(waiting: Waiting, now: number): void {
    if (waiting.priority === 'interactive' && this.lines.interactive.length === 0) this.emptyAt = now;
    if (this.lines.interactive.length + this.lines.batch.length >= this.most && !this.makeRoom(waiting, now)) {
      waiting.refuse('full');
      return;
    }
    this.lines[waiting.priority].push(waiting);
  }

  /** Who is next of this priority, without taking them. */
  next(priority: Priority, now: number): Waiting | undefined {
    return this.stands(now) ? this.lines[priority].at(-1) : this.lines[priority][0];
  }

  /** Takes somebody out. False where they are not in it. */
  leave(waiting: Waiting): boolean {
    const line = this.lines[waiting.priority];
    const at = line.indexOf(waiting);
    if (at < 0) return false;
    line.splice(at, 1);
    return true;
  }

  private makeRoom(waiting: Waiting, now: number): boolean {
    const lowest = priorities.findLast((priority) => this.lines[priority].length > 0);
    if (lowest === undefined) return false;
    const isHigher = priorities.indexOf(waiting.priority) < priorities.indexOf(lowest);
    if (!isHigher && (lowest !== waiting.priority || !this.stands(now))) return false;
    // The oldest: under overload it is served last.
    const last = this.lines[lowest].shift();
    last?.refuse('displaced');
    return last !== undefined;
  }
}
