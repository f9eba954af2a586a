type Column = Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;

/** A copy with room for at least `length` elements; at least doubles, so that appending costs constant time each. */
export function grown<T extends Column>(column: T, length: number): T {
  const size = Math.max(length, column.length * 2);
  const next = new (column.constructor as new (size: number) => T)(size);
  next.set(column);
  return next;
}
