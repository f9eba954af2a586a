import { numericFields, numericKeys } from '../numeric-fields.js';
import type { PatchedProduct } from '../retriever.js';
import { keyText, type ProductDocument } from './document.js';
import { stateFromText, stateToText } from '../state-bytes.js';

/** The document with the numbers of the product: its words, its values and its vector stay. */
export function patchedDocument(document: ProductDocument, { product, version }: PatchedProduct): ProductDocument {
  const { stamp = 0 } = document;
  const numbers = numericKeys.map((key) => [key, product[key] ?? NaN] as const);
  return {
    ...document,
    ...Object.fromEntries(numericFields.map((field, at) => [field, product[numericKeys[at]!]])),
    version,
    key: keyText({ id: product.id, version, stamp }),
    state: stateToText({ ...stateFromText(document.state), ...Object.fromEntries(numbers) }),
  };
}
