// Dot products of one query with many quantised vectors: the scan of the dense side. A vector is `width` int8, width a
// multiple of 32 (padded with zeros); the query is int16, so that two widened lanes multiply and add in one step.

/** Where free memory begins. */
export function heapBase(): usize {
  return __heap_base;
}

let query: usize;
let width: i32;
let blockRows: i32;
let out: usize;

/** Where the query and the results are, bytes of a vector, and vectors of a block. */
export function configure(queryAt: usize, vectorBytes: i32, rowsOfBlock: i32, outAt: usize): void {
  query = queryAt;
  width = vectorBytes;
  blockRows = rowsOfBlock;
  out = outAt;
}

/**
 * Writes scale i * (query . row i) as float32 for the first `count` rows of a block: its scales (float32), then its rows.
 * The query's own scale is the caller's business.
 */
export function dots(block: usize, count: i32): void {
  let rows = block + 4 * blockRows;
  for (let row = 0; row < count; row++) {
    let low = i32x4.splat(0);
    let high = i32x4.splat(0);
    let at = query;
    for (const end = rows + width; rows < end; rows += 32, at += 64) {
      const first = v128.load(rows);
      const second = v128.load(rows, 16);
      low = i32x4.add(low, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_s(first), v128.load(at)));
      high = i32x4.add(high, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_s(first), v128.load(at, 16)));
      low = i32x4.add(low, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_s(second), v128.load(at, 32)));
      high = i32x4.add(high, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_s(second), v128.load(at, 48)));
    }
    const sum = i32x4.add(low, high);
    const dot =
      i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1) + i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3);
    store<f32>(out + 4 * row, <f32>dot * load<f32>(block + 4 * row));
  }
}
