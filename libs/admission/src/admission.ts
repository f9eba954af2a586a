import { AdaptiveLimit } from './adaptive-limit.js';
import type { Clock } from './clock.js';
import type { Priority } from './priority.js';
import { type RefusalReason, Refused } from './refusal.js';
import { RetryAdvice } from './retry-advice.js';
import { type Waiting, WaitingLine } from './waiting-line.js';

export interface AdmissionSettings {
  /** Bounds of what may be under way at one time. */
  readonly least: number;
  readonly most: number;
  /** Delay behind other work that may stand, ms. */
  readonly targetMs: number;
  /** Who may wait at one time. */
  readonly queue: number;
  /** Share of the time that somebody has which they may wait while the line empties now and then; half of it while it stands. */
  readonly waitShare: number;
  /** Share of the limit up to which batch work is begun, whatever is under way, 0 to 1; at least one piece. */
  readonly batchShare: number;
}

export interface AdmissionParts extends AdmissionSettings {
  readonly clock: Clock;
  /** 0 to 1. */
  readonly random: () => number;
  /** How late the process comes to what is ready, ms. @defaultValue never late */
  readonly lateMs?: () => number;
  readonly observer?: AdmissionObserver;
}

/** Told of everybody who asks. */
export interface AdmissionObserver {
  began(priority: Priority, waitedMs: number): void;
  refused(priority: Priority, reason: RefusalReason): void;
}

/** What somebody asks for. */
export interface Asking {
  readonly priority: Priority;
  /** What is left until the answer is due, ms; Infinity for who waits as long as it takes. */
  readonly remainingMs: number;
  /** What the answer takes at least once it is begun, ms. */
  readonly neededMs: number;
  /** Aborts when the caller left. */
  readonly signal?: AbortSignal | undefined;
}

/** Leave to begin. It must be given back. */
export interface Pass {
  /** In the line, ms. */
  readonly waitedMs: number;
  /**
   * The work has ended.
   *
   * @param delayMs what it stood behind other work on the way, ms, beside what `lateMs` tells
   */
  release(delayMs?: number): void;
}

export interface AdmissionLoad {
  readonly limit: number;
  readonly underWay: Readonly<Record<Priority, number>>;
  readonly waiting: Readonly<Record<Priority, number>>;
}

/** How long the line may stand, and how often the limit is looked at, ms. */
const intervalMs = 100;
/** At the start, before anything is known. */
const initialLimit = 8;
/** Who waits as long as it takes goes first after this, ms: without end it would never come to its turn. */
const agingMs = 2000;
const learningRate = 0.1;

/**
 * Who may begin, and who is refused before work is wasted: as much at one time as does not make the rest late, the rest
 * in a bounded line. Shoppers before batch work, which is begun only where they leave room.
 */
export class Admission {
  private readonly limiter: AdaptiveLimit;
  private readonly line: WaitingLine;
  private readonly advice: RetryAdvice;
  private readonly underWay: Record<Priority, number> = { interactive: 0, batch: 0 };
  /** What a piece of work takes from its pass to its end, ms. */
  private workMs = 0;

  constructor(private readonly parts: AdmissionParts) {
    const { least, most, targetMs } = parts;
    const initial = Math.min(most, Math.max(least, initialLimit));
    this.limiter = new AdaptiveLimit({ least, most, initial, targetMs, intervalMs });
    this.line = new WaitingLine(parts.queue, intervalMs);
    this.advice = new RetryAdvice(parts.random);
  }

  /** Resolves when the work may begin. Rejects with `Refused`, or with the signal's reason when the caller left. */
  admit(asking: Asking): Promise<Pass> {
    const { priority, signal } = asking;
    const now = this.parts.clock.now();
    if (signal?.aborted === true) return Promise.reject(leftError(signal));
    const mayBegin = this.isOpen(priority) && this.nobodyBefore(priority);
    const waitMs = mayBegin ? 0 : this.expectedWaitMs(priority, now);
    // Where nothing is under way it is tried: what is known of its cost may be old.
    const isIdle = this.underWay.interactive + this.underWay.batch === 0;
    const neededMs = isIdle ? 0 : asking.neededMs;
    if (asking.remainingMs - waitMs <= neededMs) return Promise.reject(this.refusal(priority, 'deadline'));
    return mayBegin ? Promise.resolve(this.begin(priority, 0)) : this.wait(asking, now);
  }

  load(): AdmissionLoad {
    return {
      limit: this.limiter.limit,
      underWay: { ...this.underWay },
      waiting: { interactive: this.line.length('interactive'), batch: this.line.length('batch') },
    };
  }

  /** Whether more is asked than is done: shoppers wait all the time. */
  isStrained(): boolean {
    return this.line.stands(this.parts.clock.now());
  }

  private wait({ priority, remainingMs, neededMs, signal }: Asking, arrivedAt: number): Promise<Pass> {
    const { clock, waitShare } = this.parts;
    return new Promise<Pass>((resolve, reject) => {
      const state = { isSettled: false };
      let stopAlarm = (): void => undefined;
      const settle = (): void => {
        state.isSettled = true;
        stopAlarm();
        signal?.removeEventListener('abort', leave);
      };
      const waiting: Waiting = {
        ...{ priority, arrivedAt, lateAt: arrivedAt + remainingMs - neededMs },
        begin: () => {
          settle();
          resolve(this.begin(priority, clock.now() - arrivedAt));
        },
        refuse: (reason) => {
          settle();
          reject(this.refusal(priority, reason));
        },
      };
      const leave = (): void => {
        if (!this.line.leave(waiting)) return;
        settle();
        reject(leftError(signal));
      };
      this.line.join(waiting, arrivedAt);
      if (state.isSettled) return;
      signal?.addEventListener('abort', leave, { once: true });
      if (remainingMs === Infinity) return;
      const patienceMs = remainingMs * (this.line.stands(arrivedAt) ? waitShare / 2 : waitShare);
      const untilLateMs = remainingMs - neededMs;
      stopAlarm = clock.after(Math.max(0, Math.min(patienceMs, untilLateMs)), () => {
        if (this.line.leave(waiting)) waiting.refuse(untilLateMs < patienceMs ? 'deadline' : 'waited');
      });
    });
  }

  private begin(priority: Priority, waitedMs: number): Pass {
    const { clock, observer, lateMs } = this.parts;
    this.underWay[priority]++;
    this.limiter.began(this.underWay.interactive + this.underWay.batch);
    this.advice.began(clock.now());
    observer?.began(priority, waitedMs);
    const begunAt = clock.now();
    let isOver = false;
    return {
      waitedMs,
      release: (delayMs = 0) => {
        if (isOver) return;
        isOver = true;
        this.underWay[priority]--;
        const now = clock.now();
        this.workMs += learningRate * (now - begunAt - this.workMs);
        this.limiter.ended(delayMs + (lateMs?.() ?? 0), now);
        this.pump(now);
      },
    };
  }

  /** Begins what may begin now. */
  private pump(now: number): void {
    for (;;) {
      const next = this.nextToBegin(now);
      if (next === undefined) return;
      this.line.leave(next);
      // Where the process itself was held up, alarms are late too.
      if (now > next.lateAt) next.refuse('deadline');
      else next.begin();
    }
  }

  private nextToBegin(now: number): Waiting | undefined {
    if (!this.isOpen('interactive')) return undefined;
    const batch = this.line.next('batch', now);
    if (batch !== undefined && now - batch.arrivedAt > agingMs) return batch;
    return this.line.next('interactive', now) ?? (this.isOpen('batch') ? batch : undefined);
  }

  private isOpen(priority: Priority): boolean {
    const { limit } = this.limiter;
    const { interactive, batch } = this.underWay;
    const most = priority === 'interactive' ? limit : Math.max(1, Math.floor(this.parts.batchShare * limit));
    return interactive + batch < most;
  }

  private nobodyBefore(priority: Priority): boolean {
    return this.line.length('interactive') === 0 && (priority === 'interactive' || this.line.length('batch') === 0);
  }

  private expectedWaitMs(priority: Priority, now: number): number {
    // While the line stands who comes last goes first.
    const ahead = this.line.stands(now) ? 0 : this.line.length('interactive');
    const before = priority === 'interactive' ? ahead : this.line.length('interactive') + this.line.length('batch');
    return ((before + 1) * this.workMs) / Math.max(1, this.limiter.limit);
  }

  private refusal(priority: Priority, reason: RefusalReason): Refused {
    this.parts.observer?.refused(priority, reason);
    return new Refused(reason, priority, this.advice.refused(this.parts.clock.now()));
  }
}

function leftError(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error('the caller left');
}
