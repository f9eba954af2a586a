import type { Cached } from '../cache.js';
import type { Stamp } from './generation.js';

const headerBytes = 8;
const kinds = { null: 0, value: 1 } as const;

/**
 * Bytes of one entry: kind (uint8), epoch (uint24), generation (uint32), big endian, then the value as it is. With 4
 * bytes of value that is 12, the most that Redis keeps in 32 bytes together with its own header.
 */
export function seal(value: Uint8Array | null, { epoch, generation }: Stamp): Buffer {
  const bytes = Buffer.allocUnsafe(headerBytes + (value?.byteLength ?? 0));
  bytes.writeUInt8(value === null ? kinds.null : kinds.value, 0);
  bytes.writeUIntBE(epoch, 1, 3);
  bytes.writeUInt32BE(generation, 4);
  if (value !== null) bytes.set(value, headerBytes);
  return bytes;
}

/** An entry as it was written, with when; undefined for bytes that no entry has. */
export function unseal(bytes: Buffer): { readonly cached: Cached<Uint8Array>; readonly stamp: Stamp } | undefined {
  if (bytes.byteLength < headerBytes) return undefined;
  const stamp = { epoch: bytes.readUIntBE(1, 3), generation: bytes.readUInt32BE(4) };
  const kind = bytes.readUInt8(0);
  if (kind === kinds.null) return { cached: { kind: 'null' }, stamp };
  if (kind !== kinds.value) return undefined;
  return { cached: { kind: 'hit', value: bytes.subarray(headerBytes) }, stamp };
}
