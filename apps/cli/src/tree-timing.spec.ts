import { createScorer, parseLightgbm, type TreeEnsemble } from '@weir/trees';
import type { NativeLightgbm } from './native-lightgbm.js';
import { compareTrees } from './tree-timing.js';

const MODEL = `tree
num_class=1
num_tree_per_iteration=1
label_index=0
max_feature_idx=0
feature_names=a

Tree=0
num_leaves=2
num_cat=0
split_feature=0
threshold=0.5
decision_type=2
left_child=-1
right_child=-2
leaf_value=1 2

end of trees
`;

/** Stands in for the C library: the portable kernel, each score off by `error`. */
function standIn(ensemble: TreeEnsemble, error: number): NativeLightgbm {
  const scorer = createScorer(ensemble, { kernel: 'portable' });
  const predictMatrix = (rows: Float64Array, count: number, out: Float64Array): void => {
    scorer.input(count).set(rows);
    out.set(scorer.score(count).map((score) => score + error));
  };
  return {
    predictMatrix,
    predictRow: (row, out) => {
      predictMatrix(row, 1, out);
    },
  };
}

const ensemble = parseLightgbm(MODEL);
const rows = Float64Array.from({ length: 64 }, (_, i) => (i * 7) % 2);

it('gives the time of both sides and their ratio for each number of rows', () => {
  const timings = compareTrees({ scorer: createScorer(ensemble), native: standIn(ensemble, 0), rows }, [1, 10]);
  expect(timings.map(({ n }) => n)).toEqual([1, 10]);
  for (const { us, native_us, ratio } of timings) {
    expect(us).toBeGreaterThan(0);
    expect(ratio).toBeCloseTo(us / native_us, 12);
  }
}, 60_000);

it('refuses to time two sides that differ', () => {
  const native = standIn(ensemble, 1e-15);
  expect(() => compareTrees({ scorer: createScorer(ensemble), native, rows }, [10])).toThrow(/different scores/);
});
