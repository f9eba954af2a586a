import { Decision, type Tree, type TreeEnsemble, ZERO_THRESHOLD } from './ensemble.js';

/** How categories are read, which differs between the libraries. */
export type CategoryReading = Pick<TreeEnsemble, 'singlePrecision' | 'lowestCategory'>;

/**
 * Which child (a node, or `~leaf`) a value goes to. This is the definition that every other form of the model, the
 * kernel's included, must agree with. Sources: LightGBM's `Tree::NumericalDecision` and `Tree::CategoricalDecision`,
 * XGBoost's `GetNextNode`.
 */
export function childOf(tree: Tree, node: number, value: number, reading: CategoryReading): number {
  const decision = tree.decision[node]!;
  const left = tree.left[node]!;
  const right = tree.right[node]!;
  const missing = (decision & Decision.defaultLeft) !== 0 ? left : right;
  if ((decision & Decision.categorical) !== 0) {
    if (Number.isNaN(value)) return missing;
    const member = isMember(tree.categorySets[tree.category[node]!]!, value, reading);
    return member === ((decision & Decision.membersRight) !== 0) ? right : left;
  }
  if (Number.isNaN(value)) {
    if ((decision & (Decision.nanIsMissing | Decision.zeroIsMissing)) !== 0) return missing;
    return tree.threshold[node]! >= 0 ? left : right;
  }
  if ((decision & Decision.zeroIsMissing) !== 0 && Math.abs(value) <= ZERO_THRESHOLD) return missing;
  return value <= tree.threshold[node]! ? left : right;
}

function isMember(set: Uint32Array, value: number, reading: CategoryReading): boolean {
  const rounded = reading.singlePrecision ? Math.fround(value) : value;
  // The range is checked first: `| 0` would wrap 2^32 + 3 to category 3.
  if (!(rounded >= reading.lowestCategory && rounded < set.length * 32)) return false;
  const category = rounded | 0;
  return ((set[category >> 5]! >>> (category & 31)) & 1) === 1;
}
