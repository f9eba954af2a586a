import type { Tree, TreeEnsemble } from '../ensemble.js';
import type { Arena } from './arena.js';
import type { VirtualColumns } from './columns.js';

/** Trees that the kernel walks in step. */
const GROUP = 8;
const NODE_BYTES = 8;
/** No code is greater, so a leaf always steps to its "left child", which is itself. */
const NEVER = 127;

/** Where `assembly/walk.ts` finds the trees. */
export interface PackedWalker {
  readonly groups: number;
  readonly groupCount: number;
  readonly valueOffset: number;
  readonly walked: number;
}

/**
 * Writes the trees as tables of nodes. Trees of like depth share a group, for a group takes the steps of its deepest.
 *
 * @param order trees in the order in which their leaves are added.
 */
export function packWalker(
  arena: Arena,
  ensemble: TreeEnsemble,
  { tests }: VirtualColumns,
  order: readonly number[],
): PackedWalker {
  // One node more than needed: a leaf of value 0 that fills up the last group.
  const count = 1 + ensemble.trees.reduce((sum, tree) => sum + tree.feature.length + tree.leafValue.length, 0);
  const nodes = arena.take(count * NODE_BYTES);
  const values = arena.take(count * 8);
  const walked = arena.take((order.length + 1) * 8);
  const table = new Uint32Array(arena.memory.buffer, nodes, count * 2);
  const leafValues = new Float64Array(arena.memory.buffer, values, count);
  let next = 0;
  const place = (child: number, at: number, tree: Tree, test: VirtualColumns['tests'][number]): number[] => {
    if (child < 0) {
      table.set([NEVER, nodes + at * NODE_BYTES], at * 2);
      leafValues[at] = tree.leafValue[~child]!;
      return [];
    }
    const offset = test.column[child]! * 64;
    table.set([offset * 256 + ((test.rank[child]! - 128) & 255), nodes + next * NODE_BYTES], at * 2);
    return [tree.left[child]!, tree.right[child]!];
  };
  const roots = order.map((number, slot) => {
    const tree = ensemble.trees[number]!;
    const root = next++;
    let level: [child: number, at: number][] = [[tree.feature.length > 0 ? 0 : ~0, root]];
    let depth = -1;
    for (; level.length > 0; depth++) {
      level = level.flatMap(([child, at]) =>
        place(child, at, tree, tests[number]!).map((below): [number, number] => [below, next++]),
      );
    }
    return { address: nodes + root * NODE_BYTES, depth, target: walked + slot * 8 };
  });
  table.set([NEVER, nodes + next * NODE_BYTES], next * 2);
  leafValues[next] = 0;
  const filler = { address: nodes + next * NODE_BYTES, depth: 0, target: walked + order.length * 8 };
  roots.sort((a, b) => b.depth - a.depth);
  const words: number[] = [];
  for (let from = 0; from < roots.length; from += GROUP) {
    const group = Array.from({ length: GROUP }, (_, i) => roots[from + i] ?? filler);
    words.push(group[0]!.depth, ...group.map(({ address }) => address), ...group.map(({ target }) => target));
  }
  return { groups: arena.u32(words), groupCount: words.length / (1 + 2 * GROUP), valueOffset: values - nodes, walked };
}
