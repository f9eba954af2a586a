/** What can be wrong with a model or a file of rows. */
export type TreeModelErrorCode =
  /** The bytes are not a model of a kind that is read here. */
  | 'unknown-format'
  /** A field is missing, is cut short or contradicts another. */
  | 'malformed'
  /** The model is sound but uses something that is not supported, named in the message. */
  | 'unsupported'
  /** A line of a data file cannot be read. */
  | 'bad-row';

/** Refuses a model or a row. The message says what is wrong, where, and what to do. */
export class TreeModelError extends Error {
  override readonly name = 'TreeModelError';

  constructor(
    readonly code: TreeModelErrorCode,
    message: string,
    /** Tree (from 0) or line (from 1) at fault, where there is one. */
    readonly at?: { tree: number } | { line: number },
  ) {
    super(message);
  }
}
