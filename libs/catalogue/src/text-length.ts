import type { FieldFault } from './error.js';
import type { Product } from './product.js';

/**
 * Characters (UTF-16 units) that all texts of one product may have together. A description of a shop has some thousands;
 * reading ten million would take the index many seconds, in which nothing else is answered.
 */
const longestTexts = 200_000;

/** Says which field is the longest of a product whose texts are too long; undefined where they are not. */
export function textFault(product: Product): FieldFault | undefined {
  const lengths = [...lengthsOf(product)];
  const all = lengths.reduce((sum, [, length]) => sum + length, 0);
  if (all <= longestTexts) return undefined;
  const [field, length] = lengths.reduce((one, other) => (other[1] > one[1] ? other : one));
  const whole = all === length ? '' : `, all texts together ${all}`;
  return { field, problem: `is too long (${length} characters${whole}; a product may have ${longestTexts})` };
}

function* lengthsOf({ title, brand = '', category, text, attributes }: Product): Generator<readonly [string, number]> {
  yield ['title', title.length];
  yield ['brand', brand.length];
  yield ['category', lengthOf(category)];
  for (const [name, value] of Object.entries(text)) yield [`text.${name.slice(0, 64)}`, name.length + value.length];
  for (const [name, value] of Object.entries(attributes))
    yield [`attributes.${name.slice(0, 64)}`, name.length + lengthOf(value)];
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  return Array.isArray(value) ? value.reduce<number>((sum, item) => sum + String(item).length, 0) : 0;
}
