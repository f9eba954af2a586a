import pino, { type DestinationStream, type Logger } from 'pino';

/** Structured log lines: an object of facts, then a text. No personal data: shopper ids and queries stay out. */
export type Log = Pick<Logger, 'trace' | 'debug' | 'info' | 'warn' | 'error'>;

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** A log of JSON lines on standard error, so that standard output stays for people and pipes. */
export function createLog(
  level: LogLevel,
  destination: DestinationStream = pino.destination({ dest: 2, sync: true }),
): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
}
