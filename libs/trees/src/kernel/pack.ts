import type { TreeEnsemble } from '../ensemble.js';
import type { Arena } from './arena.js';
import { type LeafPlanes, leafPlanes } from './bitvectors.js';
import { type VirtualColumns, virtualise } from './columns.js';
import { packColumns } from './pack-columns.js';
import { packWalker } from './pack-walker.js';

/** Rows that the kernel takes in one step, and bytes of a column's codes. */
export const BLOCK = 64;
/** A reached leaf is numbered in one byte. */
const MOST_LEAVES = 256;
/** An entry numbers its column in two bytes, complements included. */
const MOST_COLUMNS = 32767;

/** A model in the form that the kernel reads. */
export interface PackableModel {
  readonly ensemble: TreeEnsemble;
  readonly virtual: VirtualColumns;
}

/** Prepares a model for the kernel, or gives undefined when it is too wide for it and must be walked in TypeScript. */
export function packable(ensemble: TreeEnsemble): PackableModel | undefined {
  if (ensemble.trees.some((tree) => tree.leafValue.length > MOST_LEAVES)) return undefined;
  const virtual = virtualise(ensemble);
  return virtual.columns.length <= MOST_COLUMNS ? { ensemble, virtual } : undefined;
}

/**
 * Writes the model.
 *
 * @returns the address of its `Model` (`assembly/model.ts`).
 */
export function pack(arena: Arena, { ensemble, virtual }: PackableModel): number {
  const { trees, outputs, treeOutput } = ensemble;
  // Trees are added output by output, within one in the order of the file.
  const order = Array.from(trees.keys()).sort((a, b) => treeOutput[a]! - treeOutput[b]! || a - b);
  const planes = order.map((tree) => leafPlanes(trees[tree]!, virtual.tests[tree]!));
  const { mirrors, mirrorCount } = mirrorsOf(planes, virtual.columns.length);
  const columns = packColumns(arena, ensemble, virtual.columns, mirrors);
  const { firstPlane, planeEnds, entries } = packEntries(arena, planes, mirrors);
  const leafValues = order.map((tree, i) =>
    arena.f64(Array.from(planes[i]!.leafAt, (leaf) => trees[tree]!.leafValue[leaf]!)),
  );
  const leafNumbers = order.map((tree, i) =>
    arena.u32(Array.from(planes[i]!.leafAt, (leaf) => trees[tree]!.leafNumber[leaf]!)),
  );
  const firstTree = Array.from({ length: outputs + 1 }, (_, output) => {
    return order.filter((tree) => treeOutput[tree]! < output).length;
  });
  const walker = packWalker(arena, ensemble, virtual, order);
  const widest = planes.reduce((most, { planes: { length } }) => Math.max(most, length), 1);
  return arena.u32([
    ensemble.featureCount,
    virtual.columns.length,
    columns,
    order.length,
    firstPlane,
    planeEnds,
    entries,
    arena.u32(leafValues),
    arena.u32(leafNumbers),
    arena.u32(order),
    outputs,
    arena.u32(firstTree),
    arena.f64(ensemble.baseScore),
    Number(ensemble.singlePrecision),
    arena.take((virtual.columns.length + mirrorCount) * BLOCK),
    // The last rows of a block are read eight at a time.
    arena.take(order.length * BLOCK + 8),
    arena.take(widest * BLOCK),
    walker.groups,
    walker.groupCount,
    walker.valueOffset,
    walker.walked,
  ]);
}

/** Which columns need their complement too, and where it goes: after the columns. */
function mirrorsOf(trees: readonly LeafPlanes[], columnCount: number): { mirrors: Int32Array; mirrorCount: number } {
  const mirrors = new Int32Array(columnCount);
  let mirrorCount = 0;
  for (const { planes } of trees) {
    for (const { column, complemented } of planes.flat()) {
      if (complemented && mirrors[column] === 0) mirrors[column] = columnCount + mirrorCount++;
    }
  }
  return { mirrors, mirrorCount };
}

function packEntries(
  arena: Arena,
  trees: readonly LeafPlanes[],
  mirrors: Int32Array,
): { firstPlane: number; planeEnds: number; entries: number } {
  const words: number[] = [];
  const ends: number[] = [];
  const firstPlane = [0];
  for (const { planes } of trees) {
    for (const plane of planes) {
      for (const { column, complemented, rank, leaves } of plane) {
        const row = complemented ? mirrors[column]! : column;
        words.push((row | ((rank & 255) << 16) | (leaves << 24)) >>> 0);
      }
      ends.push(words.length);
    }
    firstPlane.push(ends.length);
  }
  const entries = arena.u32(words);
  const planeEnds = arena.u32(ends.map((end) => entries + end * 4));
  return { firstPlane: arena.u32(firstPlane), planeEnds, entries };
}
