/** A flag as the OpenFeature Remote Evaluation Protocol answers it. */
export interface FlagEvaluation {
  readonly key: string;
  readonly reason: 'SPLIT' | 'TARGETING_MATCH' | 'DEFAULT' | 'DISABLED';
  /** Absent where the unit is in no variant. */
  readonly variant?: string;
  /** The variant's value; the control's where the unit is in no variant, so that a flag always has its type. */
  readonly value: unknown;
  readonly metadata: Readonly<Record<string, string | number | boolean>>;
}

/** Why a flag has no value (https://openfeature.dev/specification/types#error-code). */
type FlagErrorCode = 'PARSE_ERROR' | 'TARGETING_KEY_MISSING' | 'INVALID_CONTEXT' | 'GENERAL' | 'FLAG_NOT_FOUND';

export interface FlagError {
  readonly key: string;
  readonly errorCode: FlagErrorCode;
  readonly errorDetails: string;
}

/** Who asks: `targetingKey` is the shopper, `sessionId` the visit, the rest is what targeting may ask. */
export interface FlagContext {
  readonly targetingKey: string;
  readonly sessionId?: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Experiments seen as flags. */
export interface Flags {
  /** Undefined where there is no experiment of this key. Counts an exposure where the unit is in a variant. */
  evaluate(key: string, context: FlagContext): FlagEvaluation | undefined | Promise<FlagEvaluation | undefined>;
  /** Every running experiment; counts no exposure, since nobody knows which of them will be used. */
  evaluateAll(context: FlagContext): readonly FlagEvaluation[] | Promise<readonly FlagEvaluation[]>;
}

/** The context of a request's body, or what is wrong with it. */
export function readContext(body: unknown): FlagContext | Omit<FlagError, 'key'> {
  const context = isObject(body) ? body['context'] : undefined;
  if (!isObject(context)) return { errorCode: 'INVALID_CONTEXT', errorDetails: 'context: must be an object' };
  const { targetingKey, sessionId, ...attributes } = context;
  if (typeof targetingKey !== 'string' || targetingKey === '') {
    return { errorCode: 'TARGETING_KEY_MISSING', errorDetails: 'context.targetingKey: must be the id of the shopper' };
  }
  if (targetingKey.length > 512) {
    return { errorCode: 'INVALID_CONTEXT', errorDetails: 'context.targetingKey: must have at most 512 characters' };
  }
  if (sessionId !== undefined && typeof sessionId !== 'string') {
    return { errorCode: 'INVALID_CONTEXT', errorDetails: 'context.sessionId: must be a string' };
  }
  return { targetingKey, attributes, ...(sessionId !== undefined && { sessionId }) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
