/** What is wrong with a catalogue as a whole. */
export type CatalogueErrorCode =
  /** The file cannot be opened, or ends or breaks in a way that leaves nothing to go on with. */
  | 'UNREADABLE'
  /** No reader knows the format. */
  | 'UNKNOWN_FORMAT'
  /** The mapping cannot be guessed, or does not fit. */
  | 'BAD_MAPPING';

/** A catalogue that cannot be read. The message says what happened and what to do. */
export class CatalogueError extends Error {
  override readonly name = 'CatalogueError';

  constructor(
    readonly code: CatalogueErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** One field of a row that cannot be used. */
export interface FieldFault {
  /** The row's own name of the field. */
  readonly field: string;
  /** What is wrong with it, e.g. `is negative (-3)`. */
  readonly problem: string;
}

/** A row that is no product, with every fault that it has. */
export class RowError extends Error {
  override readonly name = 'RowError';

  constructor(readonly faults: readonly FieldFault[]) {
    super(faults.map(({ field, problem }) => `${field} ${problem}`).join('; '));
  }
}
