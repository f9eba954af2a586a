import { BinaryWriter } from '@bufbuild/protobuf/wire';
import { Metadata, type StatusObject } from '@grpc/grpc-js';
import { toApiError, type ApiError } from '../api-error.js';
import { statusTable } from '../status.js';

/** Where errors that are faults of Weir's own are written down in full. */
export interface FaultLog {
  error(message: string, stack?: string): void;
}

/**
 * The error as gRPC tells it: its code, its text and, in `grpc-status-details-bin`, the fields as a
 * `google.rpc.BadRequest` (https://google.aip.dev/193).
 */
export function serviceError(error: unknown, log: FaultLog): StatusObject & Error {
  const told = toApiError(error);
  logFault(told, log);
  const metadata = new Metadata();
  if (told.violations.length > 0) metadata.set('grpc-status-details-bin', Buffer.from(statusDetails(told)));
  return Object.assign(new Error(told.message), { code: statusTable[told.code].grpc, details: told.message, metadata });
}

/** Writes the cause of an error that is not the caller's to the log. */
export function logFault(told: ApiError, log: FaultLog): void {
  if (told.cause === undefined || (told.code !== 'INTERNAL' && told.code !== 'UNAVAILABLE')) return;
  // A library's error for callers keeps the internal one as its own cause.
  const inner = told.cause instanceof Error && told.cause.cause instanceof Error ? told.cause.cause : told.cause;
  const cause = inner instanceof Error ? inner : told;
  log.error(cause.message, cause.stack);
}

/** A `google.rpc.Status` (code = 1, message = 2, details = 3) with one `google.rpc.BadRequest` (field_violations = 1: field = 1, description = 2). */
function statusDetails(error: ApiError): Uint8Array {
  const badRequest = new BinaryWriter();
  for (const { field, description } of error.violations) {
    badRequest.uint32(10).fork().uint32(10).string(field).uint32(18).string(description).join();
  }
  const writer = new BinaryWriter().uint32(8).int32(statusTable[error.code].grpc).uint32(18).string(error.message);
  writer
    .uint32(26)
    .fork()
    .uint32(10)
    .string('type.googleapis.com/google.rpc.BadRequest')
    .uint32(18)
    .bytes(badRequest.finish())
    .join();
  return writer.finish();
}
