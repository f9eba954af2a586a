// What the packer (src/kernel/) writes into memory before the first call. Every field is four bytes but the last three
// of a column; offsets are absolute addresses. Changing a field here means changing it there.

/** Rows quantised and scored together: four vectors of sixteen one-byte codes. */
export const BLOCK: u32 = 64;

/** How a column treats a value before it is ranked. */
export const NAN_IS_ZERO: u32 = 0;
/** NaN ranks below every threshold, which is what a comparison with NaN gives by itself. */
export const NAN_IS_LOWEST: u32 = 1;
/** NaN (and zero, where `zeroIsMissing`) takes `missingCode`. */
export const HAS_MISSING_CODE: u32 = 2;
/** A set of categories: code 1 or 0, as the packer chose for members. */
export const IS_CATEGORY: u32 = 3;

@unmanaged
export class Column {
  feature: u32;
  kind: u32;
  /** f64 thresholds in ascending order, followed by enough +Infinity for the search to overrun. */
  thresholds: usize;
  /** First rank of each bucket, one byte each. */
  lookup: usize;
  /** Thresholds in the fullest bucket, rounded up to 2^k - 1. */
  search: u32;
  missingCode: u32;
  zeroIsMissing: u32;
  /** Column that holds the complement of these codes, or 0 (column 0 never mirrors another). */
  mirror: u32;
  /** Categories: the bit set, its length in bits, the code of a member, whether values are first rounded to float32. */
  bits: usize;
  bitCount: u32;
  memberCode: u32;
  singlePrecision: u32;
  low: f64;
  scale: f64;
  /** Last bucket; for a category, the lowest value that is one. */
  top: f64;
}

@unmanaged
export class Model {
  featureCount: u32;
  columnCount: u32;
  columns: usize;
  treeCount: u32;
  /** Per tree: its first plane (an index into `planeEnds`), treeCount + 1 of them. */
  firstPlane: usize;
  /** Per plane: the address after its last entry. */
  planeEnds: usize;
  /** Entries: u16 column, i8 rank, u8 leaves to clear. */
  entries: usize;
  /** Per tree: address of its leaf values (f64). */
  leafValues: usize;
  /** Per tree: address of its leaf numbers (i32). */
  leafNumbers: usize;
  /** Per tree: its place in the model file. */
  treeNumbers: usize;
  outputs: u32;
  /** Per output: first tree, outputs + 1 of them; trees are grouped by output. */
  firstTree: usize;
  /** Per output: f64 to start from. */
  base: usize;
  /** 1: sums are rounded to float32 after each tree. */
  singlePrecision: u32;
  /** Codes, BLOCK bytes a column. */
  codes: usize;
  /** Reached leaves, BLOCK bytes a tree. */
  reached: usize;
  /** BLOCK bytes a plane of the widest tree. */
  planes: usize;
  /** Walker: u32 groups of eight trees { depth, 8 x root, 8 x scratch address }. */
  groups: usize;
  groupCount: u32;
  /** Address of a node's value minus the node's address. */
  valueOffset: usize;
  /** f64 a tree, filled by the walker. */
  walked: usize;
}
