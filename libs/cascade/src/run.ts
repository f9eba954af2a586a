import { type Deadline, late } from './deadline.js';
import { CascadeError } from './error.js';
import type { CascadeParts } from './parts.js';
import type { Degraded, StageName, StageTiming } from './search.js';
import { type StageSpan, traced } from './tracer.js';

/** One piece of a stage's work and what it may take. */
export interface StageWork<T> {
  readonly stage: StageName;
  /** Infinity where the stage has no budget of its own. */
  readonly budgetMs: number;
  readonly candidatesIn: number;
  /** Kept of the search's deadline for the stages after this one. @defaultValue 0 */
  readonly reserveMs?: number;
  /** Whether the work fits into what is left: it is not started where it does not. @defaultValue always */
  readonly affordable?: (remainingMs: number) => boolean;
  readonly work: (deadline: Deadline) => Promise<T> | T;
  readonly candidatesOut: (value: T) => number;
  /**
   * `deadline` for a stage that stops in time by itself with what it has, or that nothing can stand in for: it is told
   * its budget, but cut off only by the search's deadline. @defaultValue 'budget'
   */
  readonly cutAt?: 'budget' | 'deadline';
}

/** One search under way: its deadline, and the record of what each stage did. */
export class SearchRun {
  readonly searchId: string;
  readonly timings: StageTiming[] = [];
  readonly degraded: Degraded[] = [];
  /** What the stage `compose` has taken before the page is cut, ms. */
  composeMs = 0;

  constructor(
    private readonly parts: Pick<CascadeParts, 'time' | 'newId' | 'onFault' | 'tracer'>,
    readonly startedAt: number,
    readonly deadline: Deadline,
    readonly signal?: AbortSignal,
  ) {
    this.searchId = parts.newId();
  }

  tookMs(): number {
    return this.parts.time.now() - this.startedAt;
  }

  /** Runs a stage inside its budget. Undefined when it failed, ran late or could not be afforded: the answer is then degraded by it. */
  async stage<T>(work: StageWork<T>): Promise<T | undefined> {
    this.throwIfLeft();
    return traced(this.parts, work.stage, (span) => this.timed(work, span));
  }

  /** What is left of the deadline, for the record of a stage; nothing where there is none. */
  left(): Pick<StageTiming, 'leftMs'> {
    const leftMs = this.deadline.remainingMs();
    return leftMs === Infinity ? {} : { leftMs };
  }

  /** Notes that a stage did not do all of its work. `error` is the internal cause, which only `onFault` sees. */
  degrade(stage: StageName, cause: Degraded['cause'], detail: string, error?: unknown): void {
    this.degraded.push({ stage, cause, detail });
    if (error !== undefined) this.parts.onFault?.({ stage, searchId: this.searchId, error });
  }

  private async timed<T>(work: StageWork<T>, span: StageSpan | undefined): Promise<T | undefined> {
    const start = this.parts.time.now();
    const degradedBefore = this.degraded.length;
    const deadline = this.deadline.reserving(work.reserveMs ?? 0).within(work.budgetMs);
    const outcome = await this.attempt(work, deadline);
    const timing: StageTiming = {
      stage: work.stage,
      ms: this.parts.time.now() - start,
      ...(work.budgetMs === Infinity ? {} : { budgetMs: work.budgetMs }),
      candidatesIn: work.candidatesIn,
      candidatesOut: outcome === undefined ? work.candidatesIn : work.candidatesOut(outcome),
      ...this.left(),
    };
    this.timings.push(timing);
    if (span !== undefined) describe(span, timing, this.degraded.slice(degradedBefore));
    this.throwIfLeft();
    return outcome;
  }

  private async attempt<T>(work: StageWork<T>, deadline: Deadline): Promise<T | undefined> {
    const { stage } = work;
    const remaining = deadline.remainingMs();
    if (remaining <= 0 || work.affordable?.(remaining) === false) {
      this.degrade(stage, 'deadline', `not started: ${Math.max(0, remaining).toFixed(0)} ms left`);
      return undefined;
    }
    try {
      const started = Promise.resolve(work.work(deadline));
      const value = await (work.cutAt === 'deadline' ? this.deadline : deadline).race(started);
      if (value !== late) return value;
      this.degrade(stage, 'deadline', `not done within ${remaining.toFixed(0)} ms`);
    } catch (error) {
      if (error instanceof CascadeError) throw error;
      const cause = causeOf(error);
      // Being late is no fault: the answer says it, the metrics count it, and there is no cause to look for.
      this.degrade(stage, cause, details[cause], cause === 'deadline' ? undefined : error);
    }
    return undefined;
  }

  private throwIfLeft(): void {
    if (this.signal?.aborted === true) throw new CascadeError('DEADLINE_EXCEEDED', 'The caller left.');
  }
}

const details: Readonly<Record<Degraded['cause'], string>> = {
  deadline: 'it ran out of time',
  failed: 'it failed',
  overloaded: 'it has more work than it can do',
  unavailable: 'it cannot be reached or loaded',
};

/** Inference errors say by their code what went wrong; anything else is a failure. */
function causeOf(error: unknown): Degraded['cause'] {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'deadline' || code === 'cancelled') return 'deadline';
  if (code === 'overloaded' || code === 'unavailable') return code;
  return 'failed';
}

/** What a trace says of a stage. The internal cause of a failure is in the log, under the same trace id. */
export function describe(span: StageSpan, timing: StageTiming, degraded: readonly Degraded[]): void {
  const { budgetMs, candidatesIn, candidatesOut, ms } = timing;
  span.set({
    'weir.candidates.in': candidatesIn,
    'weir.candidates.out': candidatesOut,
    ...(budgetMs !== undefined && { 'weir.budget.ms': budgetMs, 'weir.budget.left_ms': budgetMs - ms }),
  });
  const [first] = degraded;
  if (first === undefined) return;
  span.set({ 'weir.degraded.cause': first.cause, 'weir.degraded.detail': first.detail });
  // Being late is what budgets are for; the rest is a fault of somebody.
  if (first.cause !== 'deadline') span.fail(first.detail);
}
