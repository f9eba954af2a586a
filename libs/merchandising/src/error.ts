/** What a caller can do about an error of the rules, by code; transports map it through their one table. */
export type RuleErrorCode =
  /** The rule is wrong: repair it. `violations` names every bad field. */
  | 'INVALID_ARGUMENT'
  /** There is no such rule. */
  | 'NOT_FOUND'
  /** A new rule has the key of one that is there. */
  | 'ALREADY_EXISTS'
  /** Somebody else changed it since the version that the edit read: read it again, then edit. */
  | 'ABORTED';

/** One field that is wrong, and what would be right. */
export interface FieldViolation {
  /** Path as the API spells it, e.g. `rule.actions[0].products`. */
  readonly field: string;
  readonly description: string;
}

/** The one error of this room. The message says what happened and what to do, and is for the caller. */
export class RuleError extends Error {
  override readonly name = 'RuleError';

  constructor(
    readonly code: RuleErrorCode,
    message: string,
    readonly violations: readonly FieldViolation[] = [],
  ) {
    super(message);
  }
}

/** One error for all fields that are wrong. */
export function invalidRule(violations: readonly FieldViolation[]): RuleError {
  const text = violations.map(({ field, description }) => `${field}: ${description}`).join('; ');
  return new RuleError('INVALID_ARGUMENT', text, violations);
}
