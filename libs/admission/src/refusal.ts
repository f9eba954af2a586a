import type { Priority } from './priority.js';

/**
 * Why work was not begun: the line was `full`; it had stood in it for as long as it may (`waited`); its `deadline` could
 * not be met any more; others came before it (`displaced`); or so many were refused that nobody was asked (`door`).
 */
export type RefusalReason = 'full' | 'waited' | 'deadline' | 'displaced' | 'door';

/** Work that was refused before anything was done for it. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code = 'overloaded';

  constructor(
    readonly reason: RefusalReason,
    readonly priority: Priority,
    /** When asking again has a chance, ms. Spread at random, so that those who were refused together do not come back together. */
    readonly retryAfterMs: number,
  ) {
    // Where many are refused, finding out where in the code would be most of the work.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(`More is asked than can be done in time; try again in ${Math.ceil(retryAfterMs)} ms.`);
    Error.stackTraceLimit = stackTraceLimit;
  }
}
