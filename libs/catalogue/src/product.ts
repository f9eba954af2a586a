/** A free attribute's value, as the catalogue gave it; a list holds the values of a multi-valued attribute. */
export type AttributeValue = string | number | boolean | readonly string[];

/**
 * One product (or movie, or contract passage) as Weir sees it, whatever the catalogue's own field names are.
 * A field that the catalogue does not give is absent, never an empty stand-in.
 */
export interface Product {
  readonly id: string;
  /** Empty where the catalogue has no title (contract passages). */
  readonly title: string;
  /** Further searchable text by field name, e.g. `description`; list values are joined by a newline. */
  readonly text: Readonly<Record<string, string>>;
  readonly brand?: string;
  /** From the root down; empty if unknown. */
  readonly category: readonly string[];
  /** In units of `currency`, e.g. 19.99. */
  readonly price?: number;
  /** ISO 4217 code. */
  readonly currency?: string;
  /** Units on hand; 0 is out of stock. */
  readonly stock?: number;
  /** Mean rating on the catalogue's own scale. */
  readonly rating?: number;
  readonly ratingCount?: number;
  /** Any number that grows with how much a product is wanted. */
  readonly popularity?: number;
  readonly image?: string;
  /** When it went on sale, ms since the Unix epoch. */
  readonly releasedAt?: number;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** A product as stored: `version` grows with every write of any product and never repeats. */
export interface StoredProduct {
  readonly product: Product;
  readonly version: number;
}
