/** Answers that a process may owe in a row before others are preferred to it. */
const mostOwed = 2;
/** How long one that owes answers is left alone before one call asks whether it is back, ms. */
const askAgainMs = 500;

/** What is known of one process from the calls that it was given. */
export interface Calm {
  /** Calls under way. */
  underWay: number;
  /** Calls in a row that ended without an answer of its own: given up by the caller, or by their deadline. */
  owed: number;
  /** When it was last given a call while it owed answers, ms. */
  askedAt: number;
}

export function calm(): Calm {
  return { underWay: 0, owed: 0, askedAt: -Infinity };
}

/**
 * The next process to call, of several that are connected: the one after `last`, but a process that owes answers only
 * where all do, or where it is time to ask again, and among the others one that has no more under way than the least
 * busy. A process that is stopped (SIGSTOP) or hangs keeps its connections: only what it owes tells it from one that
 * works.
 *
 * @param now monotonic clock, ms
 * @returns index into `processes`, which must not be empty
 */
export function nextProcess(processes: readonly Calm[], last: number, now: number): number {
  const inTurn = processes.map((_, step) => (last + 1 + step) % processes.length);
  const doubtful = inTurn.find((at) => owes(processes[at]!) && now - processes[at]!.askedAt >= askAgainMs);
  if (doubtful !== undefined) return doubtful;
  const sound = inTurn.filter((at) => !owes(processes[at]!));
  const usable = sound.length > 0 ? sound : inTurn;
  const least = Math.min(...usable.map((at) => processes[at]!.underWay));
  return usable.find((at) => processes[at]!.underWay === least)!;
}

/** Whether it has left callers without an answer lately, and has answered nobody since. */
function owes({ owed }: Calm): boolean {
  return owed >= mostOwed;
}
