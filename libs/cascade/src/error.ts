/** What a caller can do about an error, by code; transports map the code through one table of their own. */
export type CascadeErrorCode =
  /** The request is wrong: repair it. `violations` names every bad field. */
  | 'INVALID_ARGUMENT'
  /** No stage could find products: try again. */
  | 'UNAVAILABLE'
  /** The deadline passed, or the caller left, before there was any answer. */
  | 'DEADLINE_EXCEEDED'
  /** More work than can be done is under way: back off. */
  | 'RESOURCE_EXHAUSTED'
  /** A fault of Weir's own. */
  | 'INTERNAL';

/** One field of a request that is wrong, and what would be right. */
export interface FieldViolation {
  /** Path in the request as the API spells it, e.g. `page_size`, `filters[2].field`, `plan.reranker.window`. */
  readonly field: string;
  readonly description: string;
}

interface CascadeErrorOptions extends ErrorOptions {
  readonly retryAfterMs?: number;
}

/** The one error that a search may end with. Its message is for the caller: no internal text; `cause` holds that. */
export class CascadeError extends Error {
  override readonly name = 'CascadeError';
  /** Of RESOURCE_EXHAUSTED: when asking again has a chance, ms. */
  readonly retryAfterMs?: number;

  constructor(
    readonly code: CascadeErrorCode,
    message: string,
    readonly violations: readonly FieldViolation[] = [],
    options?: CascadeErrorOptions,
  ) {
    super(message, options);
    if (options?.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs;
  }
}

/** One error for all fields of a request that are wrong. */
export function invalidRequest(violations: readonly FieldViolation[]): CascadeError {
  const text = violations.map(({ field, description }) => `${field}: ${description}`).join('; ');
  return new CascadeError('INVALID_ARGUMENT', text, violations);
}
