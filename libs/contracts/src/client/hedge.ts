import type { Waiting } from './call.js';

/** How often as long as usual the first attempt is waited for, the least, ms, and the most of the time that a call has. */
const [patience, leastMs, mostShare] = [3, 20, 0.4];
/** How much of what is usual the last attempt is. */
const weight = 0.1;

/**
 * Second attempts that may still be made: one a so many calls, so that hedging never adds much to what is too much already;
 * and how long calls of the kind take, beyond which a second one is worth it.
 */
export class HedgeBudget {
  private tokens: number;
  private usualMs: number | undefined;

  /**
   * @param most second attempts at once after a quiet time. @defaultValue 20
   * @param share of calls that earn one. @defaultValue 0.1
   */
  constructor(
    private readonly most = 20,
    private readonly share = 0.1,
  ) {
    this.tokens = most;
  }

  /** A call is made. */
  earn(): void {
    this.tokens = Math.min(this.most, this.tokens + this.share);
  }

  /** Whether a second attempt may be made now. */
  spend(): boolean {
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }

  /** An attempt was answered after so many ms. */
  took(ms: number): void {
    this.usualMs = this.usualMs === undefined ? ms : this.usualMs + weight * (ms - this.usualMs);
  }

  /** How long the first attempt of a call that has so many ms is waited for, ms. */
  patienceMs(ms: number): number {
    const usual = this.usualMs === undefined ? 5 * leastMs : patience * this.usualMs;
    return Math.min(mostShare * ms, Math.max(leastMs, usual));
  }
}

/**
 * The first answer of two attempts, of which the second is made where the first takes three times as long as such
 * calls do ("hedged requests", Dean and Barroso, The Tail at Scale, 2013). The other one is cancelled. For work that may
 * be done twice. Rejects as the last attempt does.
 *
 * @param attempt must end when its signal aborts
 * @param ms time that the call has
 * @param budget shared by all calls of one kind
 */
export async function hedged<T>(
  attempt: (signal: AbortSignal) => Promise<T>,
  { ms, signal }: Waiting,
  budget: HedgeBudget,
): Promise<T> {
  budget.earn();
  const control = new AbortController();
  const leave = (): void => {
    control.abort();
  };
  if (signal?.aborted === true) leave();
  else signal?.addEventListener('abort', leave, { once: true });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      let open = 0;
      const start = (): void => {
        open += 1;
        const startedAt = performance.now();
        attempt(control.signal).then(
          (answer) => {
            budget.took(performance.now() - startedAt);
            resolve(answer);
          },
          (error: unknown) => {
            open -= 1;
            // What fails before the second attempt fails at once: retries are the channel's.
            if (open === 0) reject(error instanceof Error ? error : new Error(String(error)));
          },
        );
      };
      start();
      timer = setTimeout(() => {
        if (!control.signal.aborted && budget.spend()) start();
      }, budget.patienceMs(ms));
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', leave);
    leave();
  }
}
