import type { FieldViolation } from '../error.js';

/** Why the base Plan was not changed. The message is for the caller. */
export class PlanError extends Error {
  override readonly name = 'PlanError';

  constructor(
    /** INVALID_ARGUMENT names the wrong fields; ABORTED: somebody else wrote since; NOT_FOUND: there is no such version. */
    readonly code: 'INVALID_ARGUMENT' | 'ABORTED' | 'NOT_FOUND',
    message: string,
    readonly violations: readonly FieldViolation[] = [],
  ) {
    super(message);
  }
}

/** One error for all fields that are wrong. */
export function invalidPlan(violations: readonly FieldViolation[]): PlanError {
  const text = violations.map(({ field, description }) => `${field}: ${description}`).join('; ');
  return new PlanError('INVALID_ARGUMENT', text, violations);
}
