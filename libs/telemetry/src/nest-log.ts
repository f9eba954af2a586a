import type { LoggerService } from '@nestjs/common';
import type { Log } from './log.js';

/** Nest's own lines in the same log. What Nest calls `log` is its start-up chatter: debug here. */
export class NestLog implements LoggerService {
  constructor(private readonly to: Log) {}

  log(message: unknown, context?: unknown): void {
    this.to.debug({ context }, String(message));
  }

  error(message: unknown, stack?: unknown, context?: unknown): void {
    this.to.error({ context, stack }, String(message));
  }

  warn(message: unknown, context?: unknown): void {
    this.to.warn({ context }, String(message));
  }

  debug(message: unknown, context?: unknown): void {
    this.to.debug({ context }, String(message));
  }

  verbose(message: unknown, context?: unknown): void {
    this.to.trace({ context }, String(message));
  }
}
