/** What a call gives when nothing came of it: too late, failed, or not tried at all. */
export const unanswered = Symbol('unanswered');

/** `closed`: calls go through. `open`: none is tried. `half-open`: one probe is on its way, calls are still not tried. */
export type BreakerState = 'closed' | 'half-open' | 'open';

/** Why a call was not answered. */
export type CallFailure = 'timeout' | 'failed' | 'open';

export interface CircuitBreakerOptions {
  /** What one call may cost its caller, ms. */
  readonly budgetMs: number;
  /** A harmless call that shows whether the other side is there again. */
  readonly probe: () => Promise<unknown>;
  /** Told of each call that was answered, and after how long, ms. */
  readonly onAnswer?: (ms: number) => void;
  readonly onFailure?: (cause: CallFailure, error?: unknown) => void;
  readonly onState?: (state: BreakerState) => void;
}

/** Failed calls in a row that open it; a call that succeeds takes half a failure back. */
const tolerated = 5;
const firstProbeMs = 50;
const slowestProbeMs = 1000;
/** Opened again sooner than this after it closed, it goes on with the slower probes. */
const relapseMs = 2000;

/**
 * A circuit breaker (Nygard, Release It!, 2018, "Circuit Breaker") whose calls never reject and never take longer than
 * the budget. While it is open, calls cost nothing: it is closed again by a probe of its own, so that no caller has to
 * find out whether the other side is back.
 */
export class CircuitBreaker {
  private current: BreakerState = 'closed';
  private failures = 0;
  private probeMs = firstProbeMs;
  private closedAt = -Infinity;
  private probing: NodeJS.Timeout | undefined;
  private ended = false;

  constructor(private readonly options: CircuitBreakerOptions) {}

  get state(): BreakerState {
    return this.current;
  }

  /** Never rejects; settles within the budget and a turn of the event loop. */
  async call<T>(work: () => Promise<T>, budgetMs = this.options.budgetMs): Promise<T | typeof unanswered> {
    if (this.current !== 'closed') {
      this.options.onFailure?.('open');
      return unanswered;
    }
    const began = performance.now();
    const outcome = await within(budgetMs, work);
    if ('value' in outcome) {
      this.options.onAnswer?.(performance.now() - began);
      this.failures = Math.max(0, this.failures - 0.5);
      return outcome.value;
    }
    this.options.onFailure?.(outcome.failure, outcome.error);
    if (outcome.failure === 'timeout' || !isAnswer(outcome.error)) this.failed();
    return unanswered;
  }

  close(): void {
    this.ended = true;
    clearTimeout(this.probing);
  }

  private failed(): void {
    this.failures++;
    // Calls that began before it opened end after it.
    if (this.failures < tolerated || this.current !== 'closed') return;
    if (performance.now() - this.closedAt > relapseMs) this.probeMs = firstProbeMs;
    this.become('open');
    this.probeLater();
  }

  private probeLater(): void {
    if (this.ended) return;
    this.probing = setTimeout(() => void this.probe(), this.probeMs).unref();
    this.probeMs = Math.min(slowestProbeMs, this.probeMs * 2);
  }

  private async probe(): Promise<void> {
    this.become('half-open');
    const outcome = await within(this.options.budgetMs, this.options.probe);
    if ('value' in outcome) {
      this.failures = 0;
      this.closedAt = performance.now();
      this.become('closed');
      return;
    }
    this.become('open');
    this.probeLater();
  }

  private become(state: BreakerState): void {
    this.current = state;
    this.options.onState?.(state);
  }
}

type Outcome<T> = { readonly value: T } | { readonly failure: 'timeout' | 'failed'; readonly error?: unknown };

/** The work's outcome, or `timeout`. An answer that has arrived while this process was busy with something else is in time. */
function within<T>(budgetMs: number, work: () => Promise<T>): Promise<Outcome<T>> {
  return new Promise((resolve) => {
    const alarm = setTimeout(() => {
      // Node.js runs timers before it reads sockets: one more turn, and what lies there has been read.
      setImmediate(() => {
        resolve({ failure: 'timeout' });
      });
    }, budgetMs);
    const settle = (outcome: Outcome<T>): void => {
      clearTimeout(alarm);
      resolve(outcome);
    };
    try {
      work().then(
        (value) => {
          settle({ value });
        },
        (error: unknown) => {
          settle({ failure: 'failed', error });
        },
      );
    } catch (error) {
      settle({ failure: 'failed', error });
    }
  });
}

/** The server refused (no memory, no permission): it is there, and other calls may well succeed. */
function isAnswer(error: unknown): boolean {
  return error instanceof Error && error.name === 'ReplyError';
}
