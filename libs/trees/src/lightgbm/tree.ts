import { Decision, type Tree } from '../ensemble.js';
import { TreeModelError } from '../errors.js';
import { wholeTree } from '../whole-tree.js';
import type { Fields } from './fields.js';

const MOST_LEAVES = 1 << 24;

/** Reads one `Tree=` section. Field names and meanings: LightGBM's `Tree::ToString`. */
export function parseTree(fields: Fields, tree: number, featureCount: number): Tree {
  if (fields.has('is_linear') && fields.text('is_linear').trim() === '1') {
    throw new TreeModelError(
      'unsupported',
      `Tree ${tree} is a linear tree (linear_tree=true), which is not supported. Train without linear_tree.`,
      { tree },
    );
  }
  const leaves = fields.integer('num_leaves', 1, MOST_LEAVES);
  const nodes = leaves - 1;
  const leafValue = fields.numbers('leaf_value', leaves);
  const optional = (key: string, count: number): Float64Array =>
    fields.has(key) && count > 0 ? fields.numbers(key, count) : new Float64Array(count);
  const shape = {
    leafValue,
    leafNumber: Int32Array.from(leafValue, (_, leaf) => leaf),
    // A tree of one leaf may come without a count; nothing weighs with it.
    leafCover: nodes > 0 ? optional('leaf_count', leaves) : new Float64Array(leaves),
    nodeCover: optional('internal_count', nodes),
  };
  if (nodes === 0) return { ...emptyNodes(), ...shape };

  const sets = categorySets(fields);
  const threshold = fields.numbers('threshold', nodes);
  const decision = decisions(fields, nodes);
  const category = new Int32Array(nodes).fill(-1);
  for (let node = 0; node < nodes; node++) {
    if ((decision[node]! & Decision.categorical) === 0) continue;
    const set = threshold[node]!;
    if (!(Number.isInteger(set) && set >= 0 && set < sets.length)) {
      throw fields.malformed(`has category set ${set} at node ${node} of ${sets.length} sets`);
    }
    category[node] = set;
  }
  const result: Tree = {
    feature: Int32Array.from(fields.integers('split_feature', nodes)),
    threshold,
    decision,
    left: Int32Array.from(fields.integers('left_child', nodes)),
    right: Int32Array.from(fields.integers('right_child', nodes)),
    category,
    categorySets: sets,
    ...shape,
  };
  const fault = wholeTree(result, featureCount);
  if (fault !== undefined) throw fields.malformed(fault);
  return result;
}

function emptyNodes(): Pick<
  Tree,
  'feature' | 'threshold' | 'decision' | 'left' | 'right' | 'category' | 'categorySets'
> {
  const none = new Int32Array(0);
  return {
    feature: none,
    threshold: new Float64Array(0),
    decision: new Uint8Array(0),
    left: none,
    right: none,
    category: none,
    categorySets: [],
  };
}

function decisions(fields: Fields, nodes: number): Uint8Array {
  if (!fields.has('decision_type')) return new Uint8Array(nodes);
  return Uint8Array.from(fields.integers('decision_type', nodes, 127), (type) => {
    if (type < 0 || type >> 2 > 2) throw fields.malformed(`has the unknown decision type ${type}`);
    // A category that is not in the set, missing ones included, goes right whatever the other bits say.
    return type & Decision.categorical ? Decision.categorical : type;
  });
}

function categorySets(fields: Fields): Uint32Array[] {
  const count = fields.has('num_cat') ? fields.integer('num_cat', 0, MOST_LEAVES) : 0;
  if (count === 0) return [];
  const bounds = fields.integers('cat_boundaries', count + 1);
  for (let set = 0; set <= count; set++) {
    if (bounds[set]! < (set === 0 ? 0 : bounds[set - 1]!)) throw fields.malformed('has "cat_boundaries" out of order');
  }
  const words = fields.integers('cat_threshold', bounds[count]!, 2 ** 32 - 1);
  return Array.from({ length: count }, (_, set) => Uint32Array.from(words.subarray(bounds[set], bounds[set + 1])));
}
