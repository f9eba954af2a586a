import { BLOCK, Model } from './model';

// QuickScorer (Lucchese et al., SIGIR 2015) in the byte-plane form of RapidScorer (Ye et al., KDD 2018): a tree's leaves
// are bits, a plane holds eight of them for sixteen rows a vector. A node whose test fails clears the leaves under its
// left child; the lowest bit that is left is the leaf reached.

/** Finds the leaf that each of the BLOCK rows reaches in each tree. */
export function reach64(model: Model): void {
  const codes = model.codes;
  const planes = model.planes;
  let reached = model.reached;
  let entry = model.entries;
  for (let tree: u32 = 0; tree < model.treeCount; tree++, reached += BLOCK) {
    const from = load<u32>(model.firstPlane + (tree << 2));
    const to = load<u32>(model.firstPlane + (tree << 2), 4);
    for (let plane = from, target = planes; plane < to; plane++, target += BLOCK) {
      const end = load<u32>(model.planeEnds + (plane << 2));
      let a = i8x16.splat(-1);
      let b = a;
      let c = a;
      let d = a;
      for (; entry < end; entry += 4) {
        const at = codes + (<u32>load<u16>(entry) << 6);
        const rank = v128.load_splat<u8>(entry, 2);
        const leaves = v128.load_splat<u8>(entry, 3);
        a = v128.andnot(a, v128.and(i8x16.gt_s(v128.load(at), rank), leaves));
        b = v128.andnot(b, v128.and(i8x16.gt_s(v128.load(at, 16), rank), leaves));
        c = v128.andnot(c, v128.and(i8x16.gt_s(v128.load(at, 32), rank), leaves));
        d = v128.andnot(d, v128.and(i8x16.gt_s(v128.load(at, 48), rank), leaves));
      }
      v128.store(target, a);
      v128.store(target, b, 16);
      v128.store(target, c, 32);
      v128.store(target, d, 48);
    }
    const planesEnd = planes + (to - from) * BLOCK;
    for (let lane: usize = 0; lane < 64; lane += 16) lowest(planes + lane, planesEnd, reached + lane);
  }
}

/** As `reach64`, for the sixteen rows that start at `lane`. */
export function reach16(model: Model, lane: u32): void {
  const codes = model.codes + lane;
  const planes = model.planes;
  let reached = model.reached + lane;
  let entry = model.entries;
  for (let tree: u32 = 0; tree < model.treeCount; tree++, reached += BLOCK) {
    const from = load<u32>(model.firstPlane + (tree << 2));
    const to = load<u32>(model.firstPlane + (tree << 2), 4);
    for (let plane = from, target = planes; plane < to; plane++, target += BLOCK) {
      const end = load<u32>(model.planeEnds + (plane << 2));
      let a = i8x16.splat(-1);
      for (; entry < end; entry += 4) {
        const value = v128.load(codes + (<u32>load<u16>(entry) << 6));
        const fails = i8x16.gt_s(value, v128.load_splat<u8>(entry, 2));
        a = v128.andnot(a, v128.and(fails, v128.load_splat<u8>(entry, 3)));
      }
      v128.store(target, a);
    }
    lowest(planes, planes + (to - from) * BLOCK, reached);
  }
}

/** Lowest set bit over the planes: the first plane that is not zero, and the zeros below its lowest bit. */
@inline
function lowest(plane: usize, end: usize, target: usize): void {
  const zero = i8x16.splat(0);
  let byte = v128.load(plane);
  let skipped = zero;
  for (plane += BLOCK; plane < end; plane += BLOCK) {
    const empty = i8x16.eq(byte, zero);
    byte = v128.or(byte, v128.and(v128.load(plane), empty));
    skipped = i8x16.sub(skipped, empty);
  }
  skipped = i8x16.add(skipped, skipped);
  skipped = i8x16.add(skipped, skipped);
  skipped = i8x16.add(skipped, skipped);
  const below = v128.andnot(i8x16.sub(byte, i8x16.splat(1)), byte);
  v128.store(target, i8x16.add(skipped, i8x16.popcnt(below)));
}
