import type { Tree } from '../ensemble.js';

/** The codes of a column are found twice in memory: as they are, and complemented. */
interface Entry {
  readonly column: number;
  readonly complemented: boolean;
  /** The leaves are cleared where the (complemented) code is greater; from -128 to 127. */
  readonly rank: number;
  /** Leaves of the plane to clear, a bit each. */
  readonly leaves: number;
}

/** A tree as leaf bits: see `assembly/bitvectors.ts`. */
export interface LeafPlanes {
  /** Entries for each eight leaves. */
  readonly planes: readonly (readonly Entry[])[];
  /** Leaf at each bit. */
  readonly leafAt: Int32Array;
}

/**
 * Numbers a tree's leaves so that under each node the smaller child comes first, and lists the leaves that each test
 * rules out. Only the first child's leaves ever need clearing (the lowest bit that stays is the answer), so putting the
 * smaller one first keeps most tests within one plane.
 */
export function leafPlanes(tree: Tree, test: { column: Int32Array; rank: Uint8Array }): LeafPlanes {
  const sizes = leafCounts(tree);
  const sizeOf = (child: number): number => (child >= 0 ? sizes[child]! : 1);
  const leafCount = tree.leafValue.length;
  const planes: Entry[][] = Array.from({ length: Math.ceil(leafCount / 8) }, () => []);
  const leafAt = new Int32Array(leafCount);
  const open: [child: number, firstBit: number][] = [[tree.feature.length > 0 ? 0 : ~0, 0]];
  for (let top = open.pop(); top !== undefined; top = open.pop()) {
    const [child, firstBit] = top;
    if (child < 0) {
      leafAt[firstBit] = ~child;
      continue;
    }
    const left = tree.left[child]!;
    const right = tree.right[child]!;
    const leftFirst = sizeOf(left) <= sizeOf(right);
    const [first, second] = leftFirst ? [left, right] : [right, left];
    const end = firstBit + sizeOf(first);
    const rank = test.rank[child]! - 128;
    for (let plane = firstBit >> 3; plane << 3 < end; plane++) {
      planes[plane]!.push({
        column: test.column[child]!,
        complemented: !leftFirst,
        // Clear the left leaves when code > rank; the right ones when code <= rank, that is ~code > ~(rank + 1).
        rank: leftFirst ? rank : ~(rank + 1),
        leaves: bitsBetween(firstBit - plane * 8, end - plane * 8),
      });
    }
    open.push([first, firstBit], [second, end]);
  }
  return { planes, leafAt };
}

function bitsBetween(from: number, to: number): number {
  return (0xff << Math.max(from, 0)) & (0xff >> Math.max(8 - to, 0));
}

/** Leaves under each node. */
function leafCounts(tree: Tree): Int32Array {
  const sizes = new Int32Array(tree.feature.length);
  const order: number[] = tree.feature.length > 0 ? [0] : [];
  for (const node of order)
    for (const child of [tree.left[node]!, tree.right[node]!]) if (child >= 0) order.push(child);
  for (const node of order.reverse()) {
    for (const child of [tree.left[node]!, tree.right[node]!]) sizes[node]! += child >= 0 ? sizes[child]! : 1;
  }
  return sizes;
}
