import { DuckDBBlobValue, type DuckDBValue } from '@duckdb/node-api';
import type { StoredVector } from '../product-store.js';

/** A vector as 32-bit floats in little-endian order, which every platform that DuckDB ships for has. */
export function vectorBytes(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** A vector from its row. The bytes are copied: DuckDB's may lie at any offset. */
export function vectorOf(encoder: DuckDBValue | undefined, bytes: DuckDBValue | undefined): StoredVector {
  if (!(bytes instanceof DuckDBBlobValue)) throw new TypeError('A row of `vectors` holds no blob.');
  return { encoder: String(encoder), values: new Float32Array(new Uint8Array(bytes.bytes).buffer) };
}
