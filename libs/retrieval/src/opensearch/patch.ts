import { keyText, type ProductDocument } from './document.js';
import { stateFromText, stateToText } from './state-bytes.js';

/** A change of what changes often. A number that is absent stays. */
export interface ProductPatch {
  readonly id: string;
  /** The store's version of the change. */
  readonly version: number;
  readonly price?: number;
  readonly stock?: number;
}

/** The document after the change: its words, its values and its vector stay. */
export function patched(document: ProductDocument, { id, version, price, stock }: ProductPatch): ProductDocument {
  const numbers = { ...(price !== undefined && { price }), ...(stock !== undefined && { stock }) };
  return {
    ...document,
    ...numbers,
    version,
    key: keyText({ id, version, stamp: document.stamp ?? 0 }),
    state: stateToText({ ...stateFromText(document.state), ...numbers }),
  };
}
