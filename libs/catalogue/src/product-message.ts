import type { Product as Message } from '@weir/contracts';
import { type FieldFault, RowError } from './error.js';
import type { CatalogueMapping } from './mapping.js';
import type { AttributeValue, Product } from './product.js';
import { textFault } from './text-length.js';
import { idProblem } from './to-product.js';

/** A product as the API tells it. */
export function toProductMessage(product: Product): Message {
  return {
    id: product.id,
    title: product.title,
    text: product.text,
    brand: product.brand,
    category: product.category,
    price: product.price,
    currency: product.currency,
    stock: product.stock,
    rating: product.rating,
    rating_count: product.ratingCount,
    popularity: product.popularity,
    image: product.image,
    released_at_ms: product.releasedAt,
    attributes: product.attributes,
  };
}

/**
 * A product of the API as Weir takes it. Throws `RowError` naming every field that cannot be used: no id, a text field
 * that the mapping does not index, a negative price, an attribute that is an object, ...
 */
export function fromProductMessage(message: Message, mapping: CatalogueMapping): Product {
  const faults: FieldFault[] = [];
  const idFault = idProblem(message.id);
  if (idFault !== undefined) faults.push({ field: 'id', problem: idFault });
  for (const name of Object.keys(message.text)) {
    if (mapping.text.includes(name)) continue;
    const known = mapping.text.length === 0 ? 'has no text fields' : `has ${mapping.text.join(', ')}`;
    faults.push({ field: `text.${name}`, problem: `is not a text field of this catalogue, which ${known}` });
  }
  checkNumbers(message, faults);
  const product = {
    id: message.id,
    title: message.title,
    text: message.text,
    category: message.category,
    attributes: readAttributes(message.attributes ?? {}, faults),
    ...given('brand', message.brand),
    ...given('price', message.price),
    ...given('currency', message.currency),
    ...given('stock', message.stock),
    ...given('rating', message.rating),
    ...given('ratingCount', message.rating_count),
    ...given('popularity', message.popularity),
    ...given('image', message.image),
    ...given('releasedAt', message.released_at_ms),
  };
  const tooLong = textFault(product);
  if (tooLong !== undefined) faults.push(tooLong);
  if (faults.length > 0) throw new RowError(faults);
  return product;
}

const atLeastZero = ['price', 'stock', 'rating', 'rating_count'] as const;
const anyNumber = ['popularity', 'released_at_ms'] as const;

/** Notes every number of a product, or of a change of one, that cannot be used. */
export function checkNumbers(
  message: Pick<Message, (typeof atLeastZero)[number] | (typeof anyNumber)[number]>,
  faults: FieldFault[],
): void {
  for (const name of atLeastZero) checkNumber(name, message[name], 0, faults);
  for (const name of anyNumber) checkNumber(name, message[name], -Infinity, faults);
}

function given<Name extends keyof Product>(name: Name, value: Product[Name] | undefined): Partial<Product> {
  return value === undefined || value === '' ? {} : { [name]: value };
}

function checkNumber(field: string, value: number | undefined, least: number, faults: FieldFault[]): void {
  if (value === undefined) return;
  if (!Number.isFinite(value)) faults.push({ field, problem: `is not a finite number (${value})` });
  else if (value < least) faults.push({ field, problem: `is negative (${value})` });
}

function readAttributes(
  given: Readonly<Record<string, unknown>>,
  faults: FieldFault[],
): Record<string, AttributeValue> {
  const attributes: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === null) continue;
    if (isAttribute(value)) attributes[name] = value;
    else
      faults.push({
        field: `attributes.${name}`,
        problem: 'is not a string, a finite number, a boolean or a list of strings',
      });
  }
  return attributes;
}

function isAttribute(value: unknown): value is AttributeValue {
  if (typeof value === 'number') return Number.isFinite(value);
  if (Array.isArray(value)) return value.every((item) => typeof item === 'string');
  return typeof value === 'string' || typeof value === 'boolean';
}
