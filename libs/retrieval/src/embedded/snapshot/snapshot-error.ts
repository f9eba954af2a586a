/** Why a snapshot cannot be used. In each case the remedy is to build the index anew from the store. */
export type SnapshotProblem = 'missing' | 'damaged' | 'format' | 'schema';

export class SnapshotError extends Error {
  override readonly name = 'SnapshotError';

  constructor(
    readonly problem: SnapshotProblem,
    message: string,
    options?: ErrorOptions,
  ) {
    super(`${message}; the index has to be built anew from the store`, options);
  }
}
