import { childOf } from './decide.js';
import type { Tree, TreeEnsemble } from './ensemble.js';

/** Scores in plain TypeScript: what runs where there is no SIMD, or the model does not fit the kernel. */
export class PortableKernel {
  private features = new Float64Array(0);

  constructor(private readonly ensemble: TreeEnsemble) {}

  /** Memory for `rows` rows of features. */
  input(rows: number): Float64Array {
    const length = rows * this.ensemble.featureCount;
    if (this.features.length !== length) this.features = new Float64Array(length);
    return this.features;
  }

  /** Raw scores of the first `rows` rows of the memory that `input` gave, rows x outputs. */
  score(rows: number, out: Float64Array): void {
    const { trees, treeOutput, outputs, baseScore, singlePrecision } = this.ensemble;
    for (let row = 0; row < rows; row++) out.set(baseScore, row * outputs);
    trees.forEach((tree, i) => {
      for (let row = 0, at = treeOutput[i]!; row < rows; row++, at += outputs) {
        const sum = out[at]! + tree.leafValue[this.leafOf(tree, row)]!;
        out[at] = singlePrecision ? Math.fround(sum) : sum;
      }
    });
  }

  /** Leaf numbers, rows x trees. */
  leaves(rows: number, out: Int32Array): void {
    const { trees } = this.ensemble;
    trees.forEach((tree, i) => {
      for (let row = 0, at = i; row < rows; row++, at += trees.length) {
        out[at] = tree.leafNumber[this.leafOf(tree, row)]!;
      }
    });
  }

  private leafOf(tree: Tree, row: number): number {
    const first = row * this.ensemble.featureCount;
    let child = tree.feature.length > 0 ? 0 : ~0;
    while (child >= 0) child = childOf(tree, child, this.features[first + tree.feature[child]!]!, this.ensemble);
    return ~child;
  }
}
