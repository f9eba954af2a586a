import type { Product } from '@weir/catalogue';

/** The values of a product that filters and facets know, with their fields: brand, category levels and attributes. */
export function* filterableValues(product: Product): Generator<readonly [field: string, value: string]> {
  if (product.brand !== undefined && isShort(product.brand)) yield ['brand', product.brand];
  for (const level of product.category) if (isShort(level)) yield ['category', level];
  for (const [name, value] of Object.entries(product.attributes)) {
    const values = typeof value === 'object' ? value : [String(value)];
    for (const one of values) if (isShort(one)) yield [name, one];
  }
}

function isShort(value: string): boolean {
  return value !== '' && value.length <= longestValue;
}

/** Longer values (descriptions, links) are searched, not filtered by. */
const longestValue = 64;
