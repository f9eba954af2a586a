/** What a caller can do about an error of the experiments, by code; transports map it through their one table. */
export type ExperimentErrorCode =
  /** The definition or the request is wrong: repair it. `violations` names every bad field. */
  | 'INVALID_ARGUMENT'
  /** There is no such experiment. */
  | 'NOT_FOUND'
  /** Another experiment has this key. */
  | 'ALREADY_EXISTS'
  /** Somebody else changed it since the version that the edit read: read it again, then edit. */
  | 'ABORTED'
  /** Its state does not allow this; the message says how to proceed. */
  | 'FAILED_PRECONDITION';

/** One field of a definition that is wrong, and what would be right. */
export interface FieldViolation {
  /** Path as the document spells it, e.g. `variants.1.weight`, `targeting.country.$regex`. */
  readonly field: string;
  readonly description: string;
}

/** The one error of this room. The message says what happened and what to do, and is for the caller. */
export class ExperimentError extends Error {
  override readonly name = 'ExperimentError';

  constructor(
    readonly code: ExperimentErrorCode,
    message: string,
    readonly violations: readonly FieldViolation[] = [],
  ) {
    super(message);
  }
}

/** One error for all fields that are wrong. */
export function invalidExperiment(violations: readonly FieldViolation[]): ExperimentError {
  const text = violations.map(({ field, description }) => `${field}: ${description}`).join('; ');
  return new ExperimentError('INVALID_ARGUMENT', text, violations);
}
