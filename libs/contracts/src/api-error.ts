import type { FieldViolation } from './generated/weir/v1/error.js';
import { isStatusCode, type StatusCode } from './status.js';

/** An error that a caller may see: its message holds no internal text. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** Of RESOURCE_EXHAUSTED: when asking again has a chance, ms. */
  readonly retryAfterMs?: number;

  constructor(
    readonly code: StatusCode,
    message: string,
    readonly violations: readonly FieldViolation[] = [],
    options?: ApiErrorOptions,
  ) {
    super(message, options);
    if (options?.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs;
  }
}

interface ApiErrorOptions extends ErrorOptions {
  readonly retryAfterMs?: number;
}

/** One INVALID_ARGUMENT for all fields that are wrong. */
export function invalidArgument(violations: readonly FieldViolation[]): ApiError {
  const text = violations
    .map(({ field, description }) => (field === '' ? description : `${field}: ${description}`))
    .join('; ');
  return new ApiError('INVALID_ARGUMENT', text, violations);
}

/**
 * The error as a caller may see it. A library's error that names violations and has a code of the table counts as such;
 * anything else is a fault of Weir's own, told without its text.
 */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (isForCallers(error)) {
    const { code, message, violations, retryAfterMs } = error;
    return new ApiError(code, message, violations, {
      cause: error,
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  }
  return new ApiError('INTERNAL', 'an internal error: the server has logged it', [], { cause: error });
}

function isForCallers(error: unknown): error is Error & Pick<ApiError, 'code' | 'violations' | 'retryAfterMs'> {
  return (
    error instanceof Error &&
    'code' in error &&
    isStatusCode(error.code) &&
    'violations' in error &&
    Array.isArray(error.violations)
  );
}
