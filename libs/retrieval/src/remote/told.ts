import { type ServiceError, status } from '@grpc/grpc-js';
import { RetrievalError, type RetrievalErrorCode } from '../retrieval-error.js';

const codes: Readonly<Partial<Record<status, RetrievalErrorCode>>> = {
  [status.DEADLINE_EXCEEDED]: 'deadline',
  [status.CANCELLED]: 'cancelled',
  [status.UNAVAILABLE]: 'unavailable',
  [status.RESOURCE_EXHAUSTED]: 'overloaded',
};

/** What a call of the process that has the index gives. Rejects with `RetrievalError`. */
export async function told<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (cause) {
    const { code, details } = cause as ServiceError;
    throw new RetrievalError(codes[code] ?? 'failed', `the retrieval said ${status[code]}: ${details}`, { cause });
  }
}
