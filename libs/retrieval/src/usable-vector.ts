import type { RetrievalRequest } from './retriever.js';

/**
 * The request without its vector where too few products have one. While a catalogue is being embedded, the few products
 * that have a vector already would be on both lists and rise above all others, whatever they are: until most have one,
 * the answer is by words alone.
 */
export function withUsableVector(
  request: RetrievalRequest,
  { vectors, documents }: { readonly vectors: number; readonly documents: number },
): RetrievalRequest {
  if (request.mode === 'dense' || vectors >= vectorShare * documents) return request;
  const words = { ...request };
  delete words.queryVector;
  return words;
}

/** Share of the products that must have a vector before vectors have a say beside words. */
const vectorShare = 0.9;
