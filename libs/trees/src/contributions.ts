import { childOf } from './decide.js';
import type { Tree, TreeEnsemble } from './ensemble.js';

/**
 * SHAP values by path-dependent TreeSHAP (Lundberg et al., "Consistent individualized feature attribution for tree
 * ensembles", 2018, algorithm 2), in the order of operations of LightGBM's `Tree::TreeSHAP`.
 *
 * @param out rows x outputs x (features + 1), zeroed here; the last of each block is the expected score.
 */
export function contributions(ensemble: TreeEnsemble, features: Float64Array, rows: number, out: Float64Array): void {
  const { featureCount, outputs, baseScore } = ensemble;
  const width = featureCount + 1;
  out.fill(0, 0, rows * outputs * width);
  for (let at = featureCount, i = 0; i < rows * outputs; i++, at += width) out[at] = baseScore[i % outputs]!;
  ensemble.trees.forEach((tree, i) => {
    const expected = expectedValue(tree);
    const path = new PathWalk(ensemble, tree);
    for (let row = 0; row < rows; row++) {
      const from = (row * outputs + ensemble.treeOutput[i]!) * width;
      const phi = out.subarray(from, from + width);
      phi[featureCount]! += expected;
      if (tree.feature.length > 0) path.explain(features.subarray(row * featureCount, (row + 1) * featureCount), phi);
    }
  });
}

function expectedValue(tree: Tree): number {
  if (tree.feature.length === 0) return tree.leafValue[0]!;
  const total = tree.nodeCover[0]!;
  return tree.leafValue.reduce((sum, value, leaf) => sum + (tree.leafCover[leaf]! / total) * value, 0);
}

/** A step of the path: the fractions of subsets that let the feature's unknown (zero) or known (one) value through. */
interface Step {
  feature: number;
  zero: number;
  one: number;
}

/** Walks every path of a tree while it keeps the weights of subsets of the features on it. */
class PathWalk {
  /** One path a level, each copied from the one above: steps and weights at level * span. */
  private readonly feature: Int32Array;
  private readonly zero: Float64Array;
  private readonly one: Float64Array;
  private readonly weight: Float64Array;
  private readonly span: number;
  private values: Float64Array = new Float64Array(0);
  private phi: Float64Array = new Float64Array(0);

  constructor(
    private readonly ensemble: TreeEnsemble,
    private readonly tree: Tree,
  ) {
    this.span = depthOf(tree) + 2;
    const size = this.span * this.span;
    this.feature = new Int32Array(size);
    this.zero = new Float64Array(size);
    this.one = new Float64Array(size);
    this.weight = new Float64Array(size);
  }

  explain(values: Float64Array, phi: Float64Array): void {
    this.values = values;
    this.phi = phi;
    this.visit(this.tree.feature.length > 0 ? 0 : ~0, { level: 0, depth: 0 }, { feature: -1, zero: 1, one: 1 });
  }

  /** `level` counts nodes from the root, `depth` distinct features: a feature met again is unwound first. */
  private visit(child: number, place: { level: number; depth: number }, step: Step): void {
    const { level } = place;
    let { depth } = place;
    const at = level * this.span;
    if (level > 0) this.copyPath(at - this.span, at, depth);
    this.extend(at, depth, step);
    if (child < 0) {
      this.attribute(at, depth, this.tree.leafValue[~child]!);
      return;
    }
    const feature = this.tree.feature[child]!;
    const hot = childOf(this.tree, child, this.values[feature]!, this.ensemble);
    const cold = hot === this.tree.left[child]! ? this.tree.right[child]! : this.tree.left[child]!;
    const cover = this.tree.nodeCover[child]!;
    let zero = 1;
    let one = 1;
    let index = 0;
    while (index <= depth && this.feature[at + index] !== feature) index++;
    if (index <= depth) {
      zero = this.zero[at + index]!;
      one = this.one[at + index]!;
      this.unwind(at, depth, index);
      depth--;
    }
    const next = { level: level + 1, depth: depth + 1 };
    this.visit(hot, next, { feature, zero: (this.coverOf(hot) / cover) * zero, one });
    this.visit(cold, next, { feature, zero: (this.coverOf(cold) / cover) * zero, one: 0 });
  }

  private coverOf(child: number): number {
    return child >= 0 ? this.tree.nodeCover[child]! : this.tree.leafCover[~child]!;
  }

  /** A loop, for a path is too short for `copyWithin` to pay. */
  private copyPath(from: number, to: number, count: number): void {
    for (let i = 0; i < count; i++) {
      this.feature[to + i] = this.feature[from + i]!;
      this.zero[to + i] = this.zero[from + i]!;
      this.one[to + i] = this.one[from + i]!;
      this.weight[to + i] = this.weight[from + i]!;
    }
  }

  private extend(at: number, depth: number, step: Step): void {
    const { weight } = this;
    this.feature[at + depth] = step.feature;
    this.zero[at + depth] = step.zero;
    this.one[at + depth] = step.one;
    weight[at + depth] = depth === 0 ? 1 : 0;
    for (let i = depth - 1; i >= 0; i--) {
      weight[at + i + 1]! += (step.one * weight[at + i]! * (i + 1)) / (depth + 1);
      weight[at + i] = (step.zero * weight[at + i]! * (depth - i)) / (depth + 1);
    }
  }

  private unwind(at: number, depth: number, index: number): void {
    const { weight } = this;
    const one = this.one[at + index]!;
    const zero = this.zero[at + index]!;
    let next = weight[at + depth]!;
    for (let i = depth - 1; i >= 0; i--) {
      if (one !== 0) {
        const before = weight[at + i]!;
        weight[at + i] = (next * (depth + 1)) / ((i + 1) * one);
        next = before - (weight[at + i]! * zero * (depth - i)) / (depth + 1);
      } else weight[at + i] = (weight[at + i]! * (depth + 1)) / (zero * (depth - i));
    }
    for (let i = at + index; i < at + depth; i++) {
      this.feature[i] = this.feature[i + 1]!;
      this.zero[i] = this.zero[i + 1]!;
      this.one[i] = this.one[i + 1]!;
    }
  }

  private attribute(at: number, depth: number, leafValue: number): void {
    for (let i = 1; i <= depth; i++) {
      const share = this.unwoundSum(at, depth, i);
      this.phi[this.feature[at + i]!]! += share * (this.one[at + i]! - this.zero[at + i]!) * leafValue;
    }
  }

  /** Sum of the weights as if step `index` were unwound. */
  private unwoundSum(at: number, depth: number, index: number): number {
    const { weight } = this;
    const one = this.one[at + index]!;
    const zero = this.zero[at + index]!;
    let next = weight[at + depth]!;
    let total = 0;
    for (let i = depth - 1; i >= 0; i--) {
      if (one !== 0) {
        const part = (next * (depth + 1)) / ((i + 1) * one);
        total += part;
        next = weight[at + i]! - part * zero * ((depth - i) / (depth + 1));
      } else total += weight[at + i]! / zero / ((depth - i) / (depth + 1));
    }
    return total;
  }
}

/** Nodes on the longest path. */
function depthOf(tree: Tree): number {
  let deepest = 0;
  const open: [child: number, depth: number][] = [[tree.feature.length > 0 ? 0 : ~0, 0]];
  for (let top = open.pop(); top !== undefined; top = open.pop()) {
    const [child, depth] = top;
    if (child < 0) deepest = Math.max(deepest, depth);
    else open.push([tree.left[child]!, depth + 1], [tree.right[child]!, depth + 1]);
  }
  return deepest;
}
