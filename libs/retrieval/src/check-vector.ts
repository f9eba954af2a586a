/**
 * Refuses a vector that an index of this width cannot take; 0 is any.
 * @throws RangeError if it is not finite or of another width
 */
export function checkVector(vector: Float32Array, dimensions: number): void {
  if (dimensions !== 0 && vector.length !== dimensions) {
    throw new RangeError(
      `a vector has ${vector.length} dimensions, the index ${dimensions}: rebuild the index for another encoder`,
    );
  }
  for (const value of vector) {
    if (!Number.isFinite(value)) throw new RangeError('a vector holds a value that is not a finite number');
  }
}
