import type { Candidates } from './retriever.js';

/** The columns of candidates as the wire has them: in this order, one behind the other, little-endian float64. */
const columns = ['score', 'bm25', 'bm25Rank', 'cosine', 'denseRank'] as const;

type Columns = Pick<Candidates, (typeof columns)[number]>;

export function packCandidates(candidates: Columns): Buffer {
  return Buffer.concat(
    columns.map((name) => {
      const column = candidates[name];
      return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
    }),
  );
}

/** @throws RangeError unless the bytes are the columns of this many candidates */
export function unpackCandidates(bytes: Uint8Array, count: number): Columns {
  const { BYTES_PER_ELEMENT: size } = Float64Array;
  if (bytes.length !== columns.length * count * size)
    throw new RangeError(`${bytes.length} bytes came for the columns of ${count} candidates`);
  // A copy, as bytes of a message begin anywhere.
  const { buffer } = new Uint8Array(bytes);
  const column = (at: number): Float64Array => new Float64Array(buffer, at * count * size, count);
  return { score: column(0), bm25: column(1), bm25Rank: column(2), cosine: column(3), denseRank: column(4) };
}

/** A vector's little-endian float32 numbers, with no copy. */
export function packVector(vector: Float32Array): Buffer {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);
}

/** The vector of whole float32 numbers. */
export function packedVector(bytes: Uint8Array): Float32Array {
  return new Float32Array(new Uint8Array(bytes).buffer);
}
