import pino, { type DestinationStream, type Logger } from 'pino';

/** Structured log lines: an object of facts, then a text. No personal data: shopper ids and queries stay out. */
export type Log = Pick<Logger, 'trace' | 'debug' | 'info' | 'warn' | 'error'>;

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface LogOptions {
  /** @defaultValue standard error, so that standard output stays for people and pipes */
  readonly destination?: DestinationStream;
  /** Facts that every line has when it is written, e.g. the trace that it belongs to. */
  readonly about?: () => object | undefined;
}

/** A log of JSON lines. */
export function createLog(level: LogLevel, { destination, about }: LogOptions = {}): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      ...(about !== undefined && { mixin: () => ({ ...about() }) }),
    },
    destination ?? pino.destination({ dest: 2, sync: true }),
  );
}
