import { Decision, type Tree } from '../ensemble.js';
import { wholeTree } from '../whole-tree.js';
import type { JsonValue } from './json-value.js';
import { thresholdBelow } from './single.js';

const MOST_NODES = 1 << 25;
const MOST_CATEGORIES = 1 << 24;

/** Reads one tree; `weight` scales its leaves (DART). Field names: XGBoost's JSON schema, `doc/model.schema`. */
export function parseTree(json: JsonValue, featureCount: number, weight: number): Tree {
  const parameters = json.field('tree_param');
  const size = parameters.field('num_nodes').integer(1, MOST_NODES);
  const vector = parameters.field('size_leaf_vector');
  if (vector.present && vector.integer(0, MOST_NODES) > 1) {
    throw json.unsupported('trees with a vector in each leaf', 'Train with multi_strategy=one_output_per_tree.');
  }
  const left = json.field('left_children').integers(size);
  const right = json.field('right_children').integers(size);
  const condition = json.field('split_conditions').numbers(size);
  const feature = json.field('split_indices').integers(size);
  const defaultLeft = json.field('default_left').integers(size);
  const cover = json.field('sum_hessian').numbers(size);
  const { sets, ofNode } = categorySets(json, size);

  // XGBoost keeps inner nodes, leaves and pruned nodes in one array; ours are numbered apart, in its order.
  const inner: number[] = [];
  const leaves: number[] = [];
  const place = new Int32Array(size);
  for (const node of reachable(json, left, right)) {
    if (left[node]! < 0) place[node] = ~(leaves.push(node) - 1);
    else place[node] = inner.push(node) - 1;
  }
  const threshold = Float64Array.from(inner, (node) => (ofNode.has(node) ? 0 : thresholdBelow(condition[node]!)));
  if (threshold.some((value) => Number.isNaN(value))) {
    throw json.unsupported('a split at minus infinity or NaN', 'Train again with finite feature values.');
  }
  const tree: Tree = {
    feature: Int32Array.from(inner, (node) => feature[node]!),
    threshold,
    decision: Uint8Array.from(inner, (node) => {
      const kind = ofNode.has(node) ? Decision.categorical | Decision.membersRight : 0;
      return kind | Decision.nanIsMissing | (defaultLeft[node] === 1 ? Decision.defaultLeft : 0);
    }),
    left: Int32Array.from(inner, (node) => place[left[node]!]!),
    right: Int32Array.from(inner, (node) => place[right[node]!]!),
    category: Int32Array.from(inner, (node) => ofNode.get(node) ?? -1),
    categorySets: sets,
    leafValue: Float64Array.from(leaves, (node) => Math.fround(Math.fround(condition[node]!) * Math.fround(weight))),
    leafNumber: Int32Array.from(leaves),
    nodeCover: Float64Array.from(inner, (node) => cover[node]!),
    leafCover: Float64Array.from(leaves, (node) => cover[node]!),
  };
  const fault = wholeTree(tree, featureCount);
  if (fault !== undefined) throw json.malformed(fault);
  return tree;
}

/** Nodes under the root in the order of their indices, every child checked. */
function reachable(json: JsonValue, left: Float64Array, right: Float64Array): number[] {
  const seen = new Uint8Array(left.length);
  const open = [0];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node < 0 || node >= left.length) throw json.malformed(`has the child ${node}, which does not exist`);
    if (seen[node] === 1) throw json.malformed(`reaches node ${node} twice`);
    seen[node] = 1;
    if (left[node]! >= 0) open.push(left[node]!, right[node]!);
  }
  return Array.from(left.keys()).filter((node) => seen[node] === 1);
}

function categorySets(json: JsonValue, size: number): { sets: Uint32Array[]; ofNode: Map<number, number> } {
  const sets: Uint32Array[] = [];
  const ofNode = new Map<number, number>();
  const nodes = json.field('categories_nodes');
  // Versions before 1.3 know no categories.
  if (!nodes.present) return { sets, ofNode };
  const nodeNumbers = nodes.integers();
  const starts = json.field('categories_segments').integers(nodeNumbers.length);
  const sizes = json.field('categories_sizes').integers(nodeNumbers.length);
  const categories = json.field('categories').integers();
  nodeNumbers.forEach((node, i) => {
    const from = starts[i]!;
    const to = from + sizes[i]!;
    if (node < 0 || node >= size || from < 0 || to < from || to > categories.length) {
      throw json.malformed(`has categories of node ${node} out of range`);
    }
    ofNode.set(node, sets.push(bitSet(json, categories.subarray(from, to))) - 1);
  });
  return { sets, ofNode };
}

function bitSet(json: JsonValue, members: Float64Array): Uint32Array {
  const highest = members.reduce((a, b) => Math.max(a, b), -1);
  if (highest >= MOST_CATEGORIES || members.some((member) => member < 0))
    throw json.malformed('has a category out of range');
  const bits = new Uint32Array(Math.ceil((highest + 1) / 32));
  for (const member of members) bits[member >> 5]! |= 1 << (member & 31);
  return bits;
}
