import type { StatusObject } from '@grpc/grpc-js';
import { toApiError, type ApiError } from '../api-error.js';
import { statusTable } from '../status.js';
import { errorMetadata } from './error-metadata.js';
import { fitTrailers } from './fit-trailers.js';

/** Where errors that are faults of Weir's own are written down in full. */
export interface FaultLog {
  error(message: string, stack?: string): void;
}

/**
 * The error as gRPC tells it: its code, its text and, in `grpc-status-details-bin`, what more is known of it.
 */
export function serviceError(error: unknown, log: FaultLog): StatusObject & Error {
  const told = toApiError(error);
  logFault(told, log);
  const fitting = fitTrailers(told);
  return Object.assign(new Error(fitting.message), {
    code: statusTable[told.code].grpc,
    details: fitting.message,
    metadata: errorMetadata(fitting),
  });
}

/** Writes the cause of an error that is not the caller's to the log. */
export function logFault(told: ApiError, log: FaultLog): void {
  if (told.cause === undefined || (told.code !== 'INTERNAL' && told.code !== 'UNAVAILABLE')) return;
  // A library's error for callers keeps the internal one as its own cause.
  const inner = told.cause instanceof Error && told.cause.cause instanceof Error ? told.cause.cause : told.cause;
  const cause = inner instanceof Error ? inner : told;
  log.error(cause.message, cause.stack);
}
