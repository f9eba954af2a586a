import { z } from 'zod';

const sourceField = z.string().min(1);

/**
 * How a catalogue's rows become products: the name of the row's field for each of Weir's. Guessed from a sample by
 * `guessMapping`, or written down under `catalogue.mapping` in `weir.yaml`.
 */
export const mappingSchema = z.strictObject({
  id: sourceField,
  title: sourceField.optional(),
  /** Further searchable text fields, in the order in which a model reads them. */
  text: z.array(sourceField).default([]),
  brand: sourceField.optional(),
  category: sourceField.optional(),
  /** What separates the levels of a category given as one string. */
  category_separator: z.string().min(1).default('>'),
  price: sourceField.optional(),
  currency: sourceField.optional(),
  stock: sourceField.optional(),
  rating: sourceField.optional(),
  rating_count: sourceField.optional(),
  popularity: sourceField.optional(),
  image: sourceField.optional(),
  released: sourceField.optional(),
  /** Fields kept as free attributes: names, or a prefix ended by `*` (`*` alone: all that have no other role); links are left out of a prefix. */
  attributes: z.array(sourceField).default([]),
  /** Boost of each indexed field (`title`, `brand`, `category`, a text field, an attribute); a field that is not named has boost 1. */
  boosts: z.record(z.string(), z.number().positive()).default({}),
  /**
   * The text of a product that the models read: field names of the product in order, joined by a space and cut by
   * the model's token limit, e.g. `[title, brand, category]`.
   */
  model_text: z.array(sourceField).default(['title', 'brand']),
});

export type CatalogueMapping = z.infer<typeof mappingSchema>;
