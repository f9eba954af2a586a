import { status } from '@grpc/grpc-js';

/** How an error is told over gRPC and over HTTP, by its code: the one table. */
export const statusTable = {
  INVALID_ARGUMENT: { grpc: status.INVALID_ARGUMENT, http: 400 },
  UNAUTHENTICATED: { grpc: status.UNAUTHENTICATED, http: 401 },
  PERMISSION_DENIED: { grpc: status.PERMISSION_DENIED, http: 403 },
  NOT_FOUND: { grpc: status.NOT_FOUND, http: 404 },
  ALREADY_EXISTS: { grpc: status.ALREADY_EXISTS, http: 409 },
  ABORTED: { grpc: status.ABORTED, http: 409 },
  FAILED_PRECONDITION: { grpc: status.FAILED_PRECONDITION, http: 412 },
  RESOURCE_EXHAUSTED: { grpc: status.RESOURCE_EXHAUSTED, http: 429 },
  CANCELLED: { grpc: status.CANCELLED, http: 499 },
  INTERNAL: { grpc: status.INTERNAL, http: 500 },
  UNIMPLEMENTED: { grpc: status.UNIMPLEMENTED, http: 501 },
  UNAVAILABLE: { grpc: status.UNAVAILABLE, http: 503 },
  DEADLINE_EXCEEDED: { grpc: status.DEADLINE_EXCEEDED, http: 504 },
} as const satisfies Record<string, { readonly grpc: status; readonly http: number }>;

export type StatusCode = keyof typeof statusTable;

/** Whether this is a code of the table. */
export function isStatusCode(code: unknown): code is StatusCode {
  return typeof code === 'string' && Object.hasOwn(statusTable, code);
}
