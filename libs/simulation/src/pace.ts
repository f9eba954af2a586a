export interface PaceOptions {
  /** Turns a second. */
  readonly perSecond: number;
  /** Clock of ms. */
  readonly now: () => number;
  /** By the clock: no turn after it. */
  readonly until: number;
  /** Aborts when no more turns are wanted. */
  readonly signal: AbortSignal;
  /** Resolves after so many ms, or when the signal aborts. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Gives turns at an even rate to all who wait for one. Turns that nobody took in time are not made up for. */
export class Pace {
  private next = -Infinity;

  constructor(private readonly options: PaceOptions) {}

  /** Resolves when it is one's turn: to false where there are no more. */
  async turn(): Promise<boolean> {
    const { perSecond, now, until, signal, wait } = this.options;
    const at = Math.max(this.next, now());
    this.next = at + 1000 / perSecond;
    if (signal.aborted || at >= until) return false;
    const ms = at - now();
    if (ms > 0) await wait(ms, signal);
    return !isOver(signal);
  }
}

/** Read anew: it may have aborted during a wait. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}
