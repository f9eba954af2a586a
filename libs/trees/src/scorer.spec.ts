import fc from 'fast-check';
import { Decision, type Tree, type TreeEnsemble } from './ensemble.js';
import { createScorer } from './scorer.js';

const FEATURES = 5;
/** Thresholds and values share these, so that values often lie exactly on a threshold or beside it. */
const SPECIAL = [
  0,
  -0,
  1,
  -1,
  0.5,
  1e-35,
  -1e-36,
  Math.fround(1e-35),
  1e300,
  -1e300,
  Infinity,
  2 ** 31,
  3,
  31,
  32,
  63.5,
  -0.5,
];

const threshold = fc.oneof(
  fc.constantFrom(...SPECIAL),
  fc.double({ noNaN: true }),
  fc.integer({ min: -300, max: 300 }).map((tenths) => tenths / 10),
);
const value = fc.oneof(threshold, fc.constant(NaN), fc.constant(-Infinity), fc.integer({ min: -5, max: 80 }));

const KINDS = [
  0,
  Decision.defaultLeft,
  Decision.zeroIsMissing,
  Decision.zeroIsMissing | Decision.defaultLeft,
  Decision.nanIsMissing,
  Decision.nanIsMissing | Decision.defaultLeft,
  Decision.categorical,
  Decision.categorical | Decision.membersRight,
  Decision.categorical | Decision.membersRight | Decision.defaultLeft,
];

interface Split {
  readonly leaf: number;
  readonly feature: number;
  readonly threshold: number;
  readonly kind: number;
  readonly set: number[];
}

const split: fc.Arbitrary<Split> = fc.record({
  leaf: fc.nat(),
  feature: fc.nat(FEATURES - 1),
  threshold,
  kind: fc.constantFrom(...KINDS),
  set: fc.array(fc.nat(2 ** 32 - 1), { minLength: 1, maxLength: 3 }),
});

/** Grows a tree as LightGBM does: each split turns a leaf into a node and two leaves. */
function grow(splits: readonly Split[], values: readonly number[]): Tree {
  const left: number[] = [];
  const right: number[] = [];
  const parents = new Map<number, { side: number[]; node: number }>();
  splits.forEach((next, node) => {
    const leaf = next.leaf % (node + 1);
    const parent = parents.get(leaf);
    if (parent !== undefined) parent.side[parent.node] = node;
    left[node] = ~leaf;
    right[node] = ~(node + 1);
    parents.set(leaf, { side: left, node }).set(node + 1, { side: right, node });
  });
  const leaves = splits.length + 1;
  return {
    feature: Int32Array.from(splits, ({ feature }) => feature),
    threshold: Float64Array.from(splits, (next) => next.threshold),
    decision: Uint8Array.from(splits, ({ kind }) => kind),
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    category: Int32Array.from(splits, ({ kind }, node) => (kind & Decision.categorical ? node : -1)),
    categorySets: splits.map(({ set }) => Uint32Array.from(set)),
    leafValue: Float64Array.from({ length: leaves }, (_, leaf) => values[leaf % values.length]!),
    leafNumber: Int32Array.from({ length: leaves }, (_, leaf) => leaf * 3),
    nodeCover: new Float64Array(splits.length).fill(1),
    leafCover: new Float64Array(leaves).fill(1),
  };
}

/** Mostly small trees, at times one that needs many planes or more leaves than fit the kernel. */
const tree = fc
  .tuple(
    fc.oneof(
      { weight: 8, arbitrary: fc.array(split, { maxLength: 40 }) },
      { weight: 1, arbitrary: fc.array(split, { minLength: 200, maxLength: 255 }) },
    ),
    fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 8 }),
  )
  .map(([splits, values]) => grow(splits, values));

const ensemble: fc.Arbitrary<TreeEnsemble> = fc
  .record({
    trees: fc.array(tree, { minLength: 1, maxLength: 12 }),
    outputs: fc.constantFrom(1, 1, 3),
    singlePrecision: fc.boolean(),
    base: fc.double({ min: -1, max: 1, noNaN: true }),
  })
  .map(({ trees, outputs, singlePrecision, base }) => ({
    format: singlePrecision ? 'xgboost' : 'lightgbm',
    featureCount: FEATURES,
    featureNames: ['a', 'b', 'c', 'd', 'e'],
    objective: '',
    outputs,
    // XGBoost's leaves are float32 numbers.
    trees: singlePrecision ? trees.map((one) => ({ ...one, leafValue: one.leafValue.map(Math.fround) })) : trees,
    treeOutput: Int32Array.from(trees, (_, i) => (i * 7) % outputs),
    baseScore: new Float64Array(outputs).fill(singlePrecision ? Math.fround(base) : base),
    averageOutput: false,
    singlePrecision,
    lowestCategory: singlePrecision ? 0 : -1 + Number.EPSILON / 2,
    labelIndex: 0,
  }));

const rows = fc.array(fc.array(value, { minLength: FEATURES, maxLength: FEATURES }), { minLength: 1, maxLength: 70 });

describe('the SIMD kernel', () => {
  it('gives the bits of the portable one, for any ensemble and any rows', () => {
    fc.assert(
      fc.property(ensemble, rows, (model, table) => {
        const [simd, portable] = (['simd', 'portable'] as const).map((kernel) => {
          const scorer = createScorer(model, { kernel });
          scorer.input(table.length).set(table.flat());
          return { scores: scorer.score(table.length), leaves: scorer.leaves(table.length) };
        });
        expect(simd!.leaves).toEqual(portable!.leaves);
        expect(simd!.scores.every((score, i) => Object.is(score, portable!.scores[i]))).toBe(true);
      }),
      // A failing ensemble takes minutes to shrink: the seed is enough to see it again.
      { numRuns: 100, endOnFailure: true },
    );
  });
});

describe('a scorer', () => {
  const stump = grow([{ leaf: 0, feature: 0, threshold: 1, kind: 0, set: [1] }], [10, 20]);
  const [model] = fc.sample(ensemble, { numRuns: 1, seed: 1 });
  const one: TreeEnsemble = { ...model!, trees: [stump], outputs: 1, baseScore: new Float64Array(1) };
  const single = { ...one, treeOutput: new Int32Array(1) };

  it('keeps its rows when it is asked for more memory and given them again', () => {
    const scorer = createScorer(single);
    for (const count of [1, 500, 3, 20_000]) {
      scorer.input(count).fill(2);
      expect(new Set(scorer.score(count))).toEqual(new Set([20]));
    }
  });

  it('fills the array that it is given', () => {
    const scorer = createScorer(single);
    scorer.input(2).set([0, 0, 0, 0, 0, 5, 0, 0, 0, 0]);
    const out = new Float64Array(2);
    expect(scorer.score(2, out)).toBe(out);
    expect([...out]).toEqual([10, 20]);
  });

  it('refuses to score more rows than it was given', () => {
    const scorer = createScorer(single);
    scorer.input(2);
    expect(() => scorer.score(3)).toThrow(RangeError);
  });

  it('scores no rows', () => {
    const scorer = createScorer(single);
    scorer.input(0);
    expect(scorer.score(0)).toHaveLength(0);
  });

  it('refuses SIMD for a tree of more than 256 leaves, which it scores portably', () => {
    const splits = Array.from({ length: 256 }, (_, i) => ({ leaf: i, feature: 1, threshold: i, kind: 0, set: [1] }));
    const wide = { ...single, trees: [grow(splits, [1, 2, 3])] };
    expect(createScorer(wide).kernel).toBe('portable');
    expect(() => createScorer(wide, { kernel: 'simd' })).toThrow(/256 leaves/);
  });
});
