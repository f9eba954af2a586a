import { type FieldFault, RowError } from './error.js';
import type { CatalogueMapping } from './mapping.js';
import type { AttributeValue, Product } from './product.js';
import { flatRow, isAbsent, type RowFields } from './row.js';
import { textFault } from './text-length.js';
import { kindOf, type Reading, readNumber, readStock, readText, readTime, scalarText } from './values.js';

/** Longest id taken, in bytes of UTF-8. */
export const longestId = 512;

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type NumberField = 'price' | 'stock' | 'rating' | 'ratingCount' | 'popularity' | 'releasedAt';

/**
 * Reads one row as a product. Null, blank and empty-list values are absent. Throws `RowError` naming every field that
 * cannot be used: no id or one over 512 bytes, a number that is none, a negative price, a list of objects, ...
 */
export function toProduct(row: RowFields, mapping: CatalogueMapping): Product {
  const fields = flatRow(row);
  const faults: FieldFault[] = [];
  const product: Writable<Product> = {
    id: readId(fields, mapping.id, faults),
    title: mapping.title === undefined ? '' : (textOf(fields, mapping.title, ' ', faults) ?? ''),
    text: readTexts(fields, mapping.text, faults),
    category: mapping.category === undefined ? [] : readCategory(fields, mapping, faults),
    attributes: readAttributes(fields, mapping, faults),
  };
  for (const name of ['brand', 'currency', 'image'] as const) {
    const field = mapping[name];
    const text = field === undefined ? undefined : textOf(fields, field, ', ', faults);
    if (text !== undefined) product[name] = text;
  }
  for (const [name, field, read] of numberFields(mapping)) {
    const value = field === undefined ? undefined : valueOf(fields, field, read, faults);
    if (value === undefined) continue;
    if (value < 0 && name !== 'releasedAt' && name !== 'popularity') {
      faults.push({ field: field!, problem: `is negative (${value})` });
    } else product[name] = value;
  }
  const tooLong = textFault(product);
  if (tooLong !== undefined) faults.push(tooLong);
  if (faults.length > 0) throw new RowError(faults);
  return product;
}

function numberFields(
  mapping: CatalogueMapping,
): readonly (readonly [NumberField, string | undefined, (value: unknown) => Reading<number>])[] {
  return [
    ['price', mapping.price, readNumber],
    ['stock', mapping.stock, readStock],
    ['rating', mapping.rating, readNumber],
    ['ratingCount', mapping.rating_count, readNumber],
    ['popularity', mapping.popularity, readNumber],
    ['releasedAt', mapping.released, readTime],
  ];
}

function valueOf<T>(
  fields: RowFields,
  field: string,
  read: (value: unknown) => Reading<T>,
  faults: FieldFault[],
): T | undefined {
  const raw = fields[field];
  if (isAbsent(raw)) return undefined;
  const reading = read(raw);
  if (reading === undefined) return undefined;
  if ('value' in reading) return reading.value;
  faults.push({ field, problem: reading.problem });
  return undefined;
}

function textOf(fields: RowFields, field: string, separator: string, faults: FieldFault[]): string | undefined {
  return valueOf(fields, field, (value) => readText(value, separator), faults);
}

function readId(fields: RowFields, field: string, faults: FieldFault[]): string {
  const raw = fields[field];
  if (isAbsent(raw)) {
    faults.push({ field, problem: 'is missing: a product needs an id' });
    return '';
  }
  const id = typeof raw === 'boolean' ? undefined : scalarText(raw);
  const problem = id === undefined ? `is ${kindOf(raw)}, not an id` : idProblem(id);
  if (problem !== undefined) faults.push({ field, problem });
  return id ?? '';
}

/** What is wrong with an id; undefined if nothing. */
export function idProblem(id: string): string | undefined {
  const bytes = Buffer.byteLength(id);
  if (bytes === 0) return 'is missing: a product needs an id';
  if (bytes > longestId) return `is too long (${bytes} bytes, at most ${longestId})`;
  if (/[\p{Cc}\p{Cs}]/u.test(id)) return 'holds control characters or half a surrogate pair';
  return undefined;
}

function readTexts(fields: RowFields, names: readonly string[], faults: FieldFault[]): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const name of names) {
    const text = textOf(fields, name, '\n', faults);
    if (text !== undefined) texts[name] = text;
  }
  return texts;
}

/** Levels from a list, from one string with separators, or from the first of several paths. */
function readCategory(fields: RowFields, mapping: CatalogueMapping, faults: FieldFault[]): string[] {
  const field = mapping.category!;
  const raw = fields[field];
  const first: unknown = Array.isArray(raw) && Array.isArray(raw[0]) ? raw[0] : raw;
  const text = valueOf({ [field]: first }, field, (value) => readText(value, '\n'), faults);
  if (text === undefined) return [];
  const given = Array.isArray(first) ? text.split('\n') : [text];
  const levels =
    given.length === 1 ? given[0]!.split(mapping.category_separator.trim() || mapping.category_separator) : given;
  return levels.map((level) => level.trim()).filter((level) => level !== '');
}

function readAttributes(
  fields: RowFields,
  mapping: CatalogueMapping,
  faults: FieldFault[],
): Record<string, AttributeValue> {
  const attributes: Record<string, AttributeValue> = {};
  const take = (name: string): void => {
    const value = valueOf(fields, name, readAttribute, faults);
    if (value !== undefined) attributes[name] = value;
  };
  const prefixes: string[] = [];
  for (const name of mapping.attributes) {
    if (name.endsWith('*')) prefixes.push(name.slice(0, -1));
    else take(name);
  }
  if (prefixes.length === 0) return attributes;
  const used = mappedFields(mapping);
  for (const name of Object.keys(fields)) {
    if (used.has(name) || isLink(fields[name])) continue;
    if (prefixes.some((prefix) => name.startsWith(prefix))) take(name);
  }
  return attributes;
}

/** Links are nothing to search: an attribute taken by a prefix leaves them out. */
function isLink(value: unknown): boolean {
  return typeof value === 'string' && /^(https?:)?\/\/\S+$/i.test(value);
}

function readAttribute(value: unknown): Reading<AttributeValue> {
  if (typeof value === 'number') return Number.isFinite(value) ? { value } : undefined;
  if (typeof value === 'boolean') return { value };
  if (!Array.isArray(value)) return readText(value, '\n');
  const items = readText(value, '\u0000');
  return items !== undefined && 'value' in items ? { value: items.value.split('\u0000') } : items;
}

/** Fields of the row that have a role of their own, so that an attribute prefix does not take them again. */
function mappedFields(mapping: CatalogueMapping): ReadonlySet<string> {
  const { id, title, brand, category, price, currency, stock, image, released } = mapping;
  const { rating, rating_count: ratingCount, popularity, text } = mapping;
  const roles = [id, title, brand, category, price, currency, stock, image, released, rating, ratingCount, popularity];
  return new Set([...roles.filter((field) => field !== undefined), ...text]);
}
