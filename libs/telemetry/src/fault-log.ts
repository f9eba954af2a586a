import type { Log } from './log.js';

export interface FaultLogOptions {
  /** For how long an equal fault is only counted, ms. @defaultValue one minute */
  readonly quietMs?: number;
  /** Monotonic ms. @defaultValue performance.now */
  readonly clock?: () => number;
}

interface Known {
  readonly toldAt: number;
  again: number;
}

/** Faults that differ only in this many ways are remembered; a fault whose text never repeats is told each time. */
const mostKnown = 500;

/**
 * Logs faults whole the first time, and one that comes again and again (a server that is asked every second and is gone)
 * once a `quietMs`, with how often it came in between. Two are equal where kind and message are.
 */
export function faultLog(log: Log, { quietMs = 60_000, clock = () => performance.now() }: FaultLogOptions = {}) {
  const known = new Map<string, Known>();
  return (kind: string, error: unknown, about: Readonly<Record<string, unknown>>, text: string): void => {
    const key = `${kind}\n${error instanceof Error ? error.message : String(error)}`;
    const before = known.get(key);
    const now = clock();
    if (before !== undefined && now - before.toldAt < quietMs) {
      before.again++;
      return;
    }
    if (before === undefined && known.size >= mostKnown) known.clear();
    known.set(key, { toldAt: now, again: 0 });
    log.error({ err: error, ...about, ...(before !== undefined && before.again > 0 && { again: before.again }) }, text);
  };
}
