import { BLOCK, Column, HAS_MISSING_CODE, IS_CATEGORY, Model, NAN_IS_ZERO } from './model';

/** LightGBM's kZeroThreshold, a float32 constant. */
const ZERO: f64 = <f64>(<f32>1e-35);
/** Adding 2^52 leaves a small non-negative number, rounded to an integer, in the low bits. */
const ROUND: f64 = 4503599627370496.0;
const SIGN: i32 = 128;

/** Writes the code (rank among the column's thresholds, less 128) of each of `rows` <= BLOCK rows, for every column. */
export function quantise(model: Model, features: usize, rows: u32): void {
  const stride: usize = model.featureCount << 3;
  const end = model.columns + model.columnCount * offsetof<Column>();
  let codes = model.codes;
  for (let at = model.columns; at < end; at += offsetof<Column>(), codes += BLOCK) {
    const column = changetype<Column>(at);
    const first = features + (column.feature << 3);
    if (column.kind == IS_CATEGORY) categories(column, first, stride, rows, codes);
    else if (column.kind == NAN_IS_ZERO) ranks<bool>(column, first, stride, rows, codes);
    else ranks<u8>(column, first, stride, rows, codes);
    if (column.kind == HAS_MISSING_CODE) missing(column, first, stride, rows, codes);
    if (column.mirror) mirror(codes, model.codes + column.mirror * BLOCK, rows);
  }
}

/** T = bool: NaN reads as zero. The bucket of a value is monotone in it, so only its own bucket is searched. */
@inline
function ranks<T>(column: Column, first: usize, stride: usize, rows: u32, codes: usize): void {
  if (column.search <= 1) search<T, u8>(column, first, stride, rows, codes);
  else if (column.search <= 3) search<T, u16>(column, first, stride, rows, codes);
  else search<T, u32>(column, first, stride, rows, codes);
}

/** D = u8: one comparison finds the rank within a bucket; u16: two; u32: as many as the column needs. */
function search<T, D>(column: Column, first: usize, stride: usize, rows: u32, codes: usize): void {
  const low = f64x2.splat(column.low);
  const scale = f64x2.splat(column.scale);
  const top = f64x2.splat(column.top);
  const zero = f64x2.splat(0);
  const round = f64x2.splat(ROUND);
  const lookup = column.lookup;
  const thresholds = column.thresholds;
  const half = (column.search + 1) >> 1;
  let at = first;
  for (let row: u32 = 0; row < rows; row += 2, at += stride << 1) {
    let value = v128.load_lane<u64>(at + stride, v128.load_zero<u64>(at), 1);
    if (isBoolean<T>()) value = v128.and(value, f64x2.eq(value, value));
    let bucket = f64x2.mul(f64x2.sub(value, low), scale);
    bucket = f64x2.add(f64x2.pmin(f64x2.pmax(zero, bucket), top), round);
    const left = f64x2.extract_lane(value, 0);
    const right = f64x2.extract_lane(value, 1);
    let a: u32 = load<u8>(lookup + i32x4.extract_lane(bucket, 0));
    let b: u32 = load<u8>(lookup + i32x4.extract_lane(bucket, 2));
    if (sizeof<D>() == 1) {
      a += u32(load<f64>(thresholds + (a << 3)) < left);
      b += u32(load<f64>(thresholds + (b << 3)) < right);
    } else if (sizeof<D>() == 2) {
      a += u32(load<f64>(thresholds + (a << 3), 8) < left) << 1;
      b += u32(load<f64>(thresholds + (b << 3), 8) < right) << 1;
      a += u32(load<f64>(thresholds + (a << 3)) < left);
      b += u32(load<f64>(thresholds + (b << 3)) < right);
    } else {
      for (let step = half; step > 0; step >>= 1) {
        a += load<f64>(thresholds + ((a + step - 1) << 3)) < left ? step : 0;
        b += load<f64>(thresholds + ((b + step - 1) << 3)) < right ? step : 0;
      }
    }
    store<u8>(codes + row, a - SIGN);
    store<u8>(codes + row, b - SIGN, 1);
  }
}

function missing(column: Column, first: usize, stride: usize, rows: u32, codes: usize): void {
  // `bound` is below zero where zero is a value like any other, so that the comparison never holds.
  const bound = column.zeroIsMissing ? ZERO : -1;
  const code = <i32>column.missingCode - SIGN;
  for (let row: u32 = 0; row < rows; row++, first += stride) {
    const value = load<f64>(first);
    store<u8>(codes + row, select(code, <i32>load<u8>(codes + row), i32(value != value) | i32(abs(value) <= bound)));
  }
}

function categories(column: Column, first: usize, stride: usize, rows: u32, codes: usize): void {
  const member = <i32>column.memberCode;
  const bits = column.bits;
  for (let row: u32 = 0; row < rows; row++, first += stride) {
    let value = load<f64>(first);
    if (column.singlePrecision) value = <f64>(<f32>value);
    let code = member ^ 1;
    if (value != value) code = <i32>column.missingCode;
    else if (value >= column.top && value < <f64>column.bitCount) {
      const category = <u32>value;
      if ((load<u32>(bits + ((category >> 5) << 2)) >> (category & 31)) & 1) code = member;
    }
    store<u8>(codes + row, code - SIGN);
  }
}

/** `code <= k` becomes `~code > ~(k + 1)`, so that one kind of comparison serves both directions. */
function mirror(codes: usize, target: usize, rows: u32): void {
  for (let row: u32 = 0; row < rows; row += 16) v128.store(target + row, v128.not(v128.load(codes + row)));
}
