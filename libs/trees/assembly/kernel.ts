// The tree scorer's kernel. docs/trees.md explains it; src/kernel/ packs a model for it.
import { reach16, reach64 } from './bitvectors';
import { BLOCK, Model } from './model';
import { quantise } from './quantise';
import { sum } from './sums';
import { walk } from './walk';

/** First address that the packer may use. */
export function heapBase(): usize {
  return __heap_base;
}

/** Raw scores of `rows` rows of features (f64, row-major) into `out` (f64, rows x outputs). */
export function score(model: Model, features: usize, rows: u32, out: usize): void {
  for (let row: u32 = 0; row < rows; row += BLOCK) {
    const some = min(BLOCK, rows - row);
    block(model, features + ((row * model.featureCount) << 3), some);
    sum(model, some, out + ((row * model.outputs) << 3));
  }
}

/** As `score`, walking the trees row by row: faster than the vectors for a handful of rows. */
export function scoreFew(model: Model, features: usize, rows: u32, out: usize): void {
  quantise(model, features, rows);
  for (let row: u32 = 0; row < rows; row++) walk(model, model.codes + row, out + ((row * model.outputs) << 3));
}

/** Numbers of the leaves reached (i32, rows x trees, in the order of the model file). */
export function leaves(model: Model, features: usize, rows: u32, out: usize): void {
  for (let first: u32 = 0; first < rows; first += BLOCK) {
    const some = min(BLOCK, rows - first);
    block(model, features + ((first * model.featureCount) << 3), some);
    for (let tree: u32 = 0; tree < model.treeCount; tree++) {
      const numbers = load<u32>(model.leafNumbers + (tree << 2));
      let at = out + ((first * model.treeCount + load<u32>(model.treeNumbers + (tree << 2))) << 2);
      for (let row: u32 = 0; row < some; row++, at += model.treeCount << 2) {
        store<u32>(at, load<u32>(numbers + (<u32>load<u8>(model.reached + tree * BLOCK + row) << 2)));
      }
    }
  }
}

@inline
function block(model: Model, features: usize, rows: u32): void {
  quantise(model, features, rows);
  // Two sixteens cost about what one sixty-four does.
  if (rows > 32) reach64(model);
  else for (let lane: u32 = 0; lane < rows; lane += 16) reach16(model, lane);
}
