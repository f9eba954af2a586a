import type { CatalogueMapping, IndexSchema } from '@weir/catalogue';

/** More fields than this cannot be told apart in a posting of the embedded index. */
const maxFields = 32;

/**
 * The indexed text fields of a mapping: `title`, its text fields in order, `brand`, `category` and `attributes`, with
 * the boosts that the mapping gives, else the defaults.
 * @throws RangeError if the mapping names more than 28 text fields.
 */
export function indexSchema(mapping: CatalogueMapping): IndexSchema {
  const fields = ['title', ...mapping.text, 'brand', 'category', 'attributes'];
  if (fields.length > maxFields) {
    throw new RangeError(
      `the mapping names ${mapping.text.length} text fields; at most ${maxFields - 4} can be indexed: merge some`,
    );
  }
  return { fields, boosts: fields.map((field) => mapping.boosts[field] ?? defaultBoosts[field] ?? 1) };
}

const defaultBoosts: Readonly<Record<string, number | undefined>> = { title: 3, brand: 2, category: 1.5 };
