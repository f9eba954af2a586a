/** What a caller can do about a storage that fails. */
export type StorageErrorCode =
  /** Another process, or another part of this one, owns the file. */
  | 'LOCKED'
  /** The file is not a storage, or is damaged. */
  | 'CORRUPT'
  /** The file cannot be made, opened or written: the folder, its rights, the disk. */
  | 'UNAVAILABLE'
  /** It was written by another format of Weir. */
  | 'INCOMPATIBLE'
  /** It has been closed. */
  | 'CLOSED';

/** The one error of this layer. The message says what happened and what to do. */
export class StorageError extends Error {
  override readonly name = 'StorageError';

  constructor(
    readonly code: StorageErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
