import type { ProductState } from '@weir/catalogue';

/**
 * A state as base64: six float64 numbers, then uint32: how many fields, where each ends, the brand, how many category
 * levels, those, and the tokens; little-endian.
 */
export function stateToText(state: ProductState): string {
  const words = [state.ends.length, ...state.ends, state.brand, state.category.length, ...state.category];
  const buffer = new ArrayBuffer(numberBytes + 4 * (words.length + state.tokens.length));
  new Float64Array(buffer, 0, numbers.length).set(numbers.map((name) => state[name]));
  const rest = new Uint32Array(buffer, numberBytes);
  rest.set(words);
  rest.set(state.tokens, words.length);
  return Buffer.from(buffer).toString('base64');
}

export function stateFromText(text: string): ProductState {
  const buffer = bytesOf(text);
  const values = new Float64Array(buffer, 0, numbers.length);
  const words = new Uint32Array(buffer, numberBytes);
  const fields = words[0]!;
  const levels = words[fields + 2]!;
  const category = words.slice(fields + 3, fields + 3 + levels);
  const tokens = words.subarray(fields + 3 + levels);
  const [price, stock, rating, ratingCount, popularity, releasedAt] = values;
  return {
    tokens,
    ends: Array.from(words.subarray(1, fields + 1)),
    brand: words[fields + 1]!,
    category,
    price: price!,
    stock: stock!,
    rating: rating!,
    ratingCount: ratingCount!,
    popularity: popularity!,
    releasedAt: releasedAt!,
  };
}

/** A vector as base64 of its float32 numbers, little-endian. */
export function vectorToText(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');
}

export function vectorFromText(text: string): Float32Array {
  return new Float32Array(bytesOf(text));
}

/** The bytes in a buffer of their own: those that Buffer gives lie in a shared one, at any offset. */
function bytesOf(text: string): ArrayBuffer {
  const bytes = Buffer.from(text, 'base64');
  const buffer = new ArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  return buffer;
}

const numbers = ['price', 'stock', 'rating', 'ratingCount', 'popularity', 'releasedAt'] as const;
const numberBytes = 8 * numbers.length;
