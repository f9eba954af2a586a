import type { IndexSchema, Product } from '@weir/catalogue';
import { hash32 } from '@weir/text';
import type { Token } from '@weir/text';
import { filterableValues } from '../filterable-values.js';
import { numericFields, numericKeys } from '../numeric-fields.js';
import { analyzeProduct, stateOf } from '../product-state.js';
import type { IndexedProduct } from '../retriever.js';
import { lengthField, textField } from './mapping.js';
import { stateToText, vectorToText } from '../state-bytes.js';
import { numberKey, separator, shownKey, valueKey } from './value-keys.js';

/** A product as OpenSearch holds it; beside these `text_0`, `length_0`, `price` and so on. */
export interface ProductDocument {
  /** Id, version and stamp: all that a search asks for, read from one column. */
  readonly key: string;
  readonly version: number;
  /** Spellings with their terms. */
  readonly forms: readonly string[];
  /** Values as they are shown, and the fields that have any. */
  readonly values: readonly string[];
  readonly value_fields: readonly string[];
  /** `ProductState` as `stateToText` writes it. */
  readonly state: string;
  /** The vector as `vectorToText` writes it; absent without one, as are the next two. */
  readonly embedding?: string;
  readonly vector?: readonly number[];
  /** Tells one vector of a version from another. */
  readonly stamp?: number;
  readonly [field: string]: unknown;
}

/** What a key says. */
export interface ProductKey {
  readonly id: string;
  readonly version: number;
  /** 0 without a vector. */
  readonly stamp: number;
}

export function toDocument({ product, version, vector }: IndexedProduct, schema: IndexSchema): ProductDocument {
  const fields = analyzeProduct(product, schema).map((tokens) => tokens.slice(0, longestField));
  const document: ProductDocument = {
    key: keyText({ id: product.id, version, stamp: 0 }),
    version,
    ...textFields(fields),
    ...valueFields(product),
    ...Object.fromEntries(numericFields.map((field, index) => [field, product[numericKeys[index]!]])),
    state: stateToText(stateOf(product, fields)),
  };
  return vector === undefined ? document : withVector(document, product.id, vector);
}

/** The document with this vector. */
export function withVector(document: ProductDocument, id: string, vector: Float32Array): ProductDocument {
  const embedding = vectorToText(vector);
  const stamp = hash32(embedding) || 1;
  return {
    ...document,
    key: keyText({ id, version: document.version, stamp }),
    embedding,
    vector: Array.from(vector),
    stamp,
  };
}

export function keyText({ id, version, stamp }: ProductKey): string {
  return [id, version, stamp].join(separator);
}

export function parseKey(text: string): ProductKey {
  const last = text.lastIndexOf(separator);
  const middle = text.lastIndexOf(separator, last - 1);
  return {
    id: text.slice(0, middle),
    version: Number(text.slice(middle + 1, last)),
    stamp: Number(text.slice(last + 1)),
  };
}

function textFields(fields: readonly (readonly Token[])[]) {
  const forms = new Set<string>();
  const terms = new Set<string>();
  const texts: Record<string, unknown> = {};
  fields.forEach((tokens, field) => {
    for (const { form, term } of tokens) {
      forms.add(`${form}${separator}${term}`);
      terms.add(term);
    }
    texts[textField(field)] = tokens.map(({ term }) => term).join(' ');
    texts[lengthField(field)] = tokens.length;
  });
  return { ...texts, forms: [...forms], terms: [...terms] };
}

function valueFields(product: Product) {
  const shown = new Map<string, string>();
  const fields = new Set<string>();
  const numbers: string[] = [];
  for (const [field, value] of filterableValues(product)) {
    const key = valueKey(field, value);
    if (shown.has(key)) continue;
    shown.set(key, shownKey(field, value));
    fields.add(field);
    const number = Number(value);
    if (!Number.isNaN(number)) numbers.push(numberKey(field, number));
  }
  return {
    value_keys: [...shown.keys()],
    values: [...shown.values()],
    value_fields: [...fields],
    value_numbers: numbers,
  };
}

/** Tokens of a field beyond this are not indexed, as in the embedded adapter. */
const longestField = 0xffff;
