/**
 * One token of a text: a stem or, for model numbers, sizes and measures, the folded form itself.
 * `hash` is 32 bits; bit 31 says that the token contains a digit (`hasDigit`), the rest is FNV-1a of the term.
 */
export interface Token {
  readonly term: string;
  readonly hash: number;
  /** Folded surface, e.g. `running` of the term `run`: what a prefix or a misspelling is compared with. */
  readonly form: string;
  /** Word index in the text; the parts and the joined form of a compound ("wd-40") share positions so that phrases match. */
  readonly position: number;
  /** UTF-16 offsets of the surface form, for highlighting. */
  readonly start: number;
  readonly end: number;
}

/** Whether the token of this hash contains a digit. */
export function hasDigit(hash: number): boolean {
  return hash >>> 31 === 1;
}
