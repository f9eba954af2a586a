import type { ProductState } from '@weir/catalogue';

/**
 * A state as bytes: six float64 numbers, then uint32: how many fields, where each ends, the brand, how many category
 * levels, those, and the tokens; little-endian.
 */
export function stateToBytes(state: ProductState): Buffer {
  const words = [state.ends.length, ...state.ends, state.brand, state.category.length, ...state.category];
  const buffer = new ArrayBuffer(numberBytes + 4 * (words.length + state.tokens.length));
  new Float64Array(buffer, 0, numbers.length).set(numbers.map((name) => state[name]));
  const rest = new Uint32Array(buffer, numberBytes);
  rest.set(words);
  rest.set(state.tokens, words.length);
  return Buffer.from(buffer);
}

/** What `stateToBytes` wrote; it keeps none of the bytes given. */
export function stateFromBytes(bytes: Uint8Array): ProductState {
  const buffer = copyOf(bytes);
  const values = new Float64Array(buffer, 0, numbers.length);
  const words = new Uint32Array(buffer, numberBytes);
  const fields = words[0]!;
  const ends = new Array<number>(fields);
  for (let field = 0; field < fields; field += 1) ends[field] = words[field + 1]!;
  const levels = fields + 3;
  const tokens = levels + words[fields + 2]!;
  return {
    tokens: words.subarray(tokens),
    ends,
    brand: words[fields + 1]!,
    category: words.subarray(levels, tokens),
    price: values[0]!,
    stock: values[1]!,
    rating: values[2]!,
    ratingCount: values[3]!,
    popularity: values[4]!,
    releasedAt: values[5]!,
  };
}

/** The same as base64. */
export function stateToText(state: ProductState): string {
  return stateToBytes(state).toString('base64');
}

export function stateFromText(text: string): ProductState {
  return stateFromBytes(Buffer.from(text, 'base64'));
}

/** A vector as base64 of its float32 numbers, little-endian. */
export function vectorToText(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString('base64');
}

export function vectorFromText(text: string): Float32Array {
  return new Float32Array(copyOf(Buffer.from(text, 'base64')));
}

/** The bytes in a buffer of their own: those that Buffer gives lie in a shared one, at any offset. */
function copyOf(bytes: Uint8Array): ArrayBuffer {
  const buffer = new ArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  return buffer;
}

const numbers = ['price', 'stock', 'rating', 'ratingCount', 'popularity', 'releasedAt'] as const;
const numberBytes = 8 * numbers.length;
