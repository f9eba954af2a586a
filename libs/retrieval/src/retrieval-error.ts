/** Why no candidates came. */
export type RetrievalErrorCode =
  /** They did not come in time. */
  | 'deadline'
  /** The caller left. */
  | 'cancelled'
  /** No process has it, or none can be reached. */
  | 'unavailable'
  /** More was asked than can be done. */
  | 'overloaded'
  | 'failed';

/** What a retriever of another process could not do. */
export class RetrievalError extends Error {
  override readonly name = 'RetrievalError';

  constructor(
    readonly code: RetrievalErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
