/** Where to show the words that a search matched. */
export interface Highlighting {
  /** None: the title and every text field, with the defaults. */
  readonly fields: readonly HighlightedField[];
  /** Written before and after each matched word, as they stand. @defaultValue the tags of HTML's `em` */
  readonly preTag?: string;
  readonly postTag?: string;
}

export interface HighlightedField {
  /** `title`, `brand` or a text field. */
  readonly field: string;
  /** At most this many pieces; 0 for the whole text. @defaultValue 0 for title and brand, else 3 */
  readonly fragments?: number;
  /** Length of a piece in UTF-16 units. @defaultValue 120 */
  readonly fragmentSize?: number;
}

/** Where words were matched in one field of a product. */
export interface Highlight {
  readonly field: string;
  /** In the order of the text; at least one, each with at least one range. */
  readonly fragments: readonly Fragment[];
}

/** A piece of a text with the matched words in it. */
export interface Fragment {
  /** As it stands in the product. */
  readonly text: string;
  /** Where it begins in the field, in UTF-16 units. */
  readonly start: number;
  /** Of `text`, in UTF-16 units, half open; in order, none touching another. */
  readonly ranges: readonly TextRange[];
  /** `text` escaped for HTML, the ranges between the tags. */
  readonly html: string;
}

export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** The fields of an index that can be highlighted: those whose text is one text of the product. */
export function highlightable(fields: readonly string[]): readonly string[] {
  return fields.filter((field) => field !== 'category' && field !== 'attributes');
}
