import { z } from 'zod';

const sourceField = z.string().min(1);

/**
 * How a catalogue's rows become products: the name of the row's field for each of Weir's. Guessed from a sample by
 * `guessMapping`, or written down under `catalogue.mapping` in `weir.yaml`.
 */
export const mappingSchema = z.strictObject({
  id: sourceField.describe('Field of the id, unique in the catalogue.'),
  title: sourceField.optional().describe('Field of the title.'),
  text: z
    .array(sourceField)
    .default([])
    .describe('Fields of further searchable text, in the order in which a model reads them.'),
  brand: sourceField.optional().describe('Field of the brand.'),
  category: sourceField.optional().describe('Field of the category path: a list, or one string.'),
  category_separator: z
    .string()
    .min(1)
    .default('>')
    .describe('What separates the levels of a category given as one string.'),
  price: sourceField.optional().describe('Field of the price.'),
  currency: sourceField.optional().describe('Field of the ISO 4217 code of the price.'),
  stock: sourceField.optional().describe('Field of the units on hand, or of whether there are any.'),
  rating: sourceField.optional().describe('Field of the mean rating.'),
  rating_count: sourceField.optional().describe('Field of the number of ratings.'),
  popularity: sourceField.optional().describe('Field of any number that grows with how much a product is wanted.'),
  image: sourceField.optional().describe("Field of a picture's address."),
  released: sourceField.optional().describe('Field of the date of going on sale.'),
  attributes: z
    .array(sourceField)
    .default([])
    .describe(
      'Fields kept as free attributes: names, or a prefix ended by `*` (`*` alone: all that have no other role); links are left out of a prefix.',
    ),
  boosts: z
    .record(z.string(), z.number().positive())
    .default({})
    .describe(
      'Boost of each indexed field (`title`, `brand`, `category`, a text field, `attributes`); one that is not named has its usual boost.',
    ),
  model_text: z
    .array(sourceField)
    .default(['title', 'brand'])
    .describe(
      "What the models read of a product: its fields in order, joined by a space and cut by the model's token limit.",
    ),
});

export type CatalogueMapping = z.infer<typeof mappingSchema>;
