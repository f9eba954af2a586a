import { BLOCK, Model } from './model';

/** Adds the reached leaves in the order of the trees, as the library does, so that the rounding is the same. */
export function sum(model: Model, rows: u32, out: usize): void {
  for (let output: u32 = 0; output < model.outputs; output++) {
    const from = load<u32>(model.firstTree + (output << 2));
    const to = load<u32>(model.firstTree + (output << 2), 4);
    const base = load<f64>(model.base + (output << 3));
    let row: u32 = 0;
    if (model.singlePrecision) {
      for (; row < rows; row++) single(model, from, to, base, row, out + ((row * model.outputs + output) << 3));
    } else {
      for (; row < rows; row += 8) {
        eight(model, from, to, base, row, min<u32>(8, rows - row), out + ((row * model.outputs + output) << 3));
      }
    }
  }
}

@inline
function pair(leaves: usize, reached: usize): v128 {
  const first = v128.load_zero<u64>(leaves + (<u32>load<u8>(reached) << 3));
  return v128.load_lane<u64>(leaves + (<u32>load<u8>(reached, 1) << 3), first, 1);
}

/** Eight rows, or the `rows` < 8 that are left. */
function eight(model: Model, from: u32, to: u32, base: f64, row: u32, rows: u32, out: usize): void {
  let a = f64x2.splat(base);
  let b = a;
  let c = a;
  let d = a;
  let reached = model.reached + from * BLOCK + row;
  let leaves = model.leafValues + (from << 2);
  const end = model.leafValues + (to << 2);
  for (; leaves < end; leaves += 4, reached += BLOCK) {
    const values = load<u32>(leaves);
    a = f64x2.add(a, pair(values, reached));
    b = f64x2.add(b, pair(values, reached + 2));
    c = f64x2.add(c, pair(values, reached + 4));
    d = f64x2.add(d, pair(values, reached + 6));
  }
  const stride = model.outputs << 3;
  storePair(a, rows, 0, stride, out);
  storePair(b, rows, 2, stride, out);
  storePair(c, rows, 4, stride, out);
  storePair(d, rows, 6, stride, out);
}

@inline
function storePair(sums: v128, rows: u32, first: u32, stride: u32, out: usize): void {
  if (first < rows) store<f64>(out + first * stride, f64x2.extract_lane(sums, 0));
  if (first + 1 < rows) store<f64>(out + (first + 1) * stride, f64x2.extract_lane(sums, 1));
}

function single(model: Model, from: u32, to: u32, base: f64, row: u32, out: usize): void {
  let total = <f32>base;
  let reached = model.reached + from * BLOCK + row;
  for (let tree = from; tree < to; tree++, reached += BLOCK) {
    total += <f32>load<f64>(load<u32>(model.leafValues + (tree << 2)) + (<u32>load<u8>(reached) << 3));
  }
  store<f64>(out, <f64>total);
}
