/**
 * What features read of one product: numbers and hashed tokens only, so that it can be kept in typed arrays, stored
 * beside an index, or sent over a wire. It is a pure function of the product, its mapping and the analyzer.
 */
export interface ProductState {
  /** Hashed tokens (see `libs/text`) in reading order, all indexed text fields behind each other in the schema's order. */
  readonly tokens: Uint32Array;
  /** Where each field ends in `tokens`; it begins where the one before ends. */
  readonly ends: readonly number[];
  /** Hash of the folded brand; 0 if unknown. */
  readonly brand: number;
  /** Hashes of the folded category levels, root first. */
  readonly category: Uint32Array;
  /** NaN where the catalogue does not say; so are all numbers below. */
  readonly price: number;
  readonly stock: number;
  readonly rating: number;
  readonly ratingCount: number;
  readonly popularity: number;
  /** ms since the Unix epoch. */
  readonly releasedAt: number;
}

/** The indexed text fields of a catalogue, in order, with the boosts that its mapping gives. */
export interface IndexSchema {
  /** Field names: `title`, then text fields, then `brand`, `category`, and `attributes` (all free attributes together). */
  readonly fields: readonly string[];
  /** One boost a field. */
  readonly boosts: readonly number[];
}
