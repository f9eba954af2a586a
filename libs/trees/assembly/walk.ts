import { Model } from './model';

/** A node is { u32 column offset << 8 | rank, u32 address of the left child }; the right child follows the left one. */
@inline
function step(node: usize, codes: usize): usize {
  const test = load<u32>(node);
  return load<u32>(node, 4) + (u32(<i32>load<i8>(codes + (test >> 8)) > <i32>(<i8>test)) << 3);
}

/**
 * Walks one row down every tree, eight trees in step so that their memory latencies overlap. A leaf is its own child, so
 * that every tree of a group takes as many steps as the deepest. The row's codes are at `codes`.
 */
export function walk(model: Model, codes: usize, out: usize): void {
  let group = model.groups;
  const offset = model.valueOffset;
  for (let i: u32 = 0; i < model.groupCount; i++, group += 68) {
    let a: usize = load<u32>(group, 4);
    let b: usize = load<u32>(group, 8);
    let c: usize = load<u32>(group, 12);
    let d: usize = load<u32>(group, 16);
    let e: usize = load<u32>(group, 20);
    let f: usize = load<u32>(group, 24);
    let g: usize = load<u32>(group, 28);
    let h: usize = load<u32>(group, 32);
    for (let depth = load<u32>(group); depth > 0; depth--) {
      a = step(a, codes);
      b = step(b, codes);
      c = step(c, codes);
      d = step(d, codes);
      e = step(e, codes);
      f = step(f, codes);
      g = step(g, codes);
      h = step(h, codes);
    }
    store<f64>(load<u32>(group, 36), load<f64>(a + offset));
    store<f64>(load<u32>(group, 40), load<f64>(b + offset));
    store<f64>(load<u32>(group, 44), load<f64>(c + offset));
    store<f64>(load<u32>(group, 48), load<f64>(d + offset));
    store<f64>(load<u32>(group, 52), load<f64>(e + offset));
    store<f64>(load<u32>(group, 56), load<f64>(f + offset));
    store<f64>(load<u32>(group, 60), load<f64>(g + offset));
    store<f64>(load<u32>(group, 64), load<f64>(h + offset));
  }
  for (let output: u32 = 0; output < model.outputs; output++) {
    const from = model.walked + (load<u32>(model.firstTree + (output << 2)) << 3);
    const to = model.walked + (load<u32>(model.firstTree + (output << 2), 4) << 3);
    let total = load<f64>(model.base + (output << 3));
    if (model.singlePrecision) {
      for (let at = from; at < to; at += 8) total = <f64>(<f32>total + <f32>load<f64>(at));
    } else {
      for (let at = from; at < to; at += 8) total += load<f64>(at);
    }
    store<f64>(out + (output << 3), total);
  }
}
