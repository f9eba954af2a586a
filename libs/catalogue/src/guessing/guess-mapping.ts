import { CatalogueError } from '../error.js';
import { type CatalogueMapping, mappingSchema } from '../mapping.js';
import { isAbsent, type RowFields } from '../row.js';
import { scalarText } from '../values.js';
import { type Column, columnsOf } from './column.js';
import { roleNames, type Role } from './role-names.js';

/** Mean characters from which a field is text to search by itself rather than an attribute. */
const textLength = 60;
/** Fields that share a prefix of this many are taken by the prefix: the sample has not seen all of them. */
const prefixFamily = 5;
/** So many attributes, most of them rare, are taken whatever their names: the sample has not seen all of them either. */
const manyAttributes = 40;

/**
 * Guesses how a catalogue's rows become products, from the names of their fields and the values of a sample (a few
 * hundred rows tell enough). Throws `CatalogueError` `BAD_MAPPING` where no field can be the id.
 */
export function guessMapping(rows: readonly RowFields[]): CatalogueMapping {
  const columns = columnsOf(rows).filter((column) => column.texts > 0.9);
  const free = new Set(columns);
  const take = (role: Role, fits: (column: Column) => boolean): Column | undefined => {
    const column = byName(free, roleNames[role]).find(fits);
    if (column !== undefined) free.delete(column);
    return column;
  };

  const id = take('id', couldBeId) ?? [...free].find((column) => couldBeId(column) && column.distinct === 1);
  if (id === undefined) {
    throw new CatalogueError('BAD_MAPPING', 'No field of the catalogue looks like an id: name it with --mapping.');
  }
  free.delete(id);
  const title = take('title', (column) => isText(column) && column.filled > 0.5);
  const brand = take('brand', (column) => isText(column) && column.length < textLength);
  const category = take('category', (column) => isText(column) && column.length < 200);
  const price = take('price', isNumeric);
  const currency = take('currency', (column) => isText(column) && column.length <= 3);
  const stock = take('stock', (column) => isNumeric(column) || (isText(column) && column.length < 20));
  const rating = take('rating', isNumeric);
  const ratingCount = take('rating_count', isNumeric);
  const popularity = take('popularity', isNumeric);
  const image = take('image', isLink) ?? [...free].find((column) => column.images > 0.5 && isLink(column));
  const released = take('released', (column) => column.dates > 0.9);

  const links = [...free].filter((column) => isLink(column) || column === image);
  for (const column of links) free.delete(column);
  const text = [...free].filter((column) => isLong(column, free));
  for (const column of text) free.delete(column);
  text.sort((a, b) => textRank(a) - textRank(b));
  // A year is worth reading and filtering by as it stands.
  if (released !== undefined && isYear(released)) free.add(released);

  const mapping = {
    id: id.name,
    title: title?.name,
    text: text.map(({ name }) => name),
    brand: brand?.name,
    category: category?.name,
    category_separator: category === undefined ? undefined : separatorOf(category),
    price: price?.name,
    currency: currency?.name,
    stock: stock?.name,
    rating: rating?.name,
    rating_count: ratingCount?.name,
    popularity: popularity?.name,
    image: image?.name,
    released: released?.name,
    attributes: grouped(columns, free),
  };
  return mappingSchema.parse(present({ ...mapping, model_text: modelFields({ title, brand, text }, free, rows) }));
}

/** Columns whose name is one of `names`, in the order of `names`. */
function byName(columns: ReadonlySet<Column>, names: readonly string[]): Column[] {
  const all = [...columns];
  return names.flatMap((name) => all.filter((column) => column.key === name));
}

function couldBeId(column: Column): boolean {
  return column.filled > 0.98 && column.distinct > 0.9 && column.lists === 0 && column.length <= 128 && !isYear(column);
}

function isText(column: Column): boolean {
  return column.urls < 0.5;
}

function isNumeric(column: Column): boolean {
  return column.numbers > 0.9;
}

function isLink(column: Column): boolean {
  return column.urls > 0.5 || column.images > 0.5;
}

function isYear(column: Column): boolean {
  return column.numbers > 0.9 && column.examples.every((example) => /^(1[89]|20|21)\d\d$/.test(example));
}

/** Prose: by its length, or by its name where the values are not a handful of repeated labels. */
function isLong(column: Column, all: ReadonlySet<Column>): boolean {
  if (column.numbers > 0.5 || column.dates > 0.5) return false;
  if (roleNames.text.includes(column.key)) return true;
  if (familyOf(column, [...all]) !== undefined) return false;
  return (
    column.length >= textLength && column.distinct > 0.1 && column.examples.some((example) => example.includes(' '))
  );
}

function textRank(column: Column): number {
  const rank = roleNames.text.indexOf(column.key);
  return rank === -1 ? roleNames.text.length : rank;
}

/** `attr_` for `attr_color` where enough fields begin so. */
function familyOf(column: Column, all: readonly Column[]): string | undefined {
  const prefix = /^[^_.:-]+[_.:-]/.exec(column.name)?.[0];
  if (prefix === undefined) return undefined;
  const family = all.filter(({ name }) => name.startsWith(prefix));
  return family.length >= prefixFamily || prefix.endsWith('.') ? prefix : undefined;
}

/** Names of the attributes in the order of the file, those of a family as its prefix. */
function grouped(columns: readonly Column[], free: ReadonlySet<Column>): string[] {
  const attributes = columns.filter((column) => free.has(column));
  const names = attributes.map((column) => {
    const family = familyOf(column, attributes);
    return family === undefined ? column.name : `${family}*`;
  });
  const distinct = [...new Set(names)];
  const rare = attributes.filter(({ filled }) => filled < 0.1).length;
  return distinct.length >= manyAttributes && rare > attributes.length / 2 ? ['*'] : distinct;
}

const separators = ['>', '»', '|', '::', ' / ', ';', '/'];

/** What cuts most of the examples in two; undefined if nothing does, or the values are lists. */
function separatorOf(category: Column): string | undefined {
  if (category.lists > 0.5) return undefined;
  return separators.find((separator) => {
    const split = category.examples.filter((example) => example.includes(separator)).length;
    return split > category.examples.length * 0.5;
  });
}

/**
 * Title, brand (where titles do not begin with it anyway), the attributes that shoppers name and a short description:
 * the fields that the models of `models/` are trained on. Passages without a title are read as they are.
 */
function modelFields(
  { title, brand, text }: { title: Column | undefined; brand: Column | undefined; text: readonly Column[] },
  attributes: ReadonlySet<Column>,
  rows: readonly RowFields[],
): string[] {
  if (title === undefined) return text.slice(0, 1).map(({ name }) => name);
  return [
    'title',
    ...(brand === undefined || isInTitle(brand, title, rows) ? [] : ['brand']),
    ...byName(attributes, roleNames.spoken).map(({ name }) => name),
    ...byName(new Set(text), roleNames.summary)
      .slice(0, 1)
      .map(({ name }) => name),
  ];
}

/** Whether nearly every title names the brand. */
function isInTitle(brand: Column, title: Column, rows: readonly RowFields[]): boolean {
  const branded = rows.filter((row) => !isAbsent(row[brand.name]));
  const named = branded.filter((row) => lower(row[title.name]).includes(lower(row[brand.name])));
  return named.length > branded.length * 0.95;
}

function lower(value: unknown): string {
  return scalarText(value)?.toLowerCase() ?? '';
}

function present(mapping: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(mapping).filter(([, value]) => value !== undefined));
}
