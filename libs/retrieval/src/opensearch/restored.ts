import type { ProductDocument } from './document.js';
import { vectorFromText } from '../state-bytes.js';

/** A document as it was written: what is kept of it lacks the vector, which its embedding has. */
export function restored(document: ProductDocument): ProductDocument {
  const { embedding } = document;
  return embedding === undefined ? document : { ...document, vector: Array.from(vectorFromText(embedding)) };
}
