/**
 * `deadline`: it passed before the work began; `cancelled`: the caller left; `overloaded`: the queue is full, ask again
 * later or elsewhere; `failed`: the model or its thread broke, or it is closed.
 */
export type InferenceErrorCode = 'deadline' | 'cancelled' | 'overloaded' | 'failed';

/** Why a model gave no answer. */
export class InferenceError extends Error {
  override readonly name = 'InferenceError';

  constructor(
    readonly code: InferenceErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
