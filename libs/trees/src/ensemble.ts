/** Bits of a node's `decision`, laid out as in LightGBM's files; `membersRight` is ours, for XGBoost. */
export const Decision = {
  /** The node asks whether the value is in a set of categories. */
  categorical: 1,
  /** A missing value goes left. */
  defaultLeft: 2,
  /** Values within 1e-35 of zero, and NaN, are missing. */
  zeroIsMissing: 1 << 2,
  /** NaN is missing. With neither bit NaN reads as zero. */
  nanIsMissing: 2 << 2,
  /** Categories in the set go right instead of left. */
  membersRight: 16,
} as const;

/** Values this close to zero count as zero: LightGBM's `kZeroThreshold`, a float32 constant. */
export const ZERO_THRESHOLD = Math.fround(1e-35);

/**
 * One tree, as arrays over its inner nodes (root 0) and over its leaves. A numerical node sends a value that is not above
 * its threshold left. A child is a node when it is not negative, else the leaf `~child`. A tree of one leaf has no nodes.
 */
export interface Tree {
  readonly feature: Int32Array;
  readonly threshold: Float64Array;
  readonly decision: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Categorical nodes: which of `categorySets`, else -1. */
  readonly category: Int32Array;
  /** Sets of categories, bit c of word c >> 5. */
  readonly categorySets: readonly Uint32Array[];
  readonly leafValue: Float64Array;
  /** What the library calls each leaf: LightGBM its index, XGBoost the index of its node. */
  readonly leafNumber: Int32Array;
  /** Training rows (LightGBM) or hessian (XGBoost) that passed each node and leaf; SHAP values weigh with it. */
  readonly nodeCover: Float64Array;
  readonly leafCover: Float64Array;
}

/** A trained model, immutable. */
export interface TreeEnsemble {
  readonly format: 'lightgbm' | 'xgboost';
  readonly featureCount: number;
  /** One name a feature. */
  readonly featureNames: readonly string[];
  /** As the file spells it, parameters included ("binary sigmoid:1"); empty when the file names none. */
  readonly objective: string;
  /** Scores a row: the number of classes, else 1. */
  readonly outputs: number;
  readonly trees: readonly Tree[];
  /** Which output each tree adds to. */
  readonly treeOutput: Int32Array;
  /** What each output starts from. */
  readonly baseScore: Float64Array;
  /** Random forest: predictions, not raw scores, are divided by the number of trees of an output. */
  readonly averageOutput: boolean;
  /** XGBoost adds in float32 and rounds categories to it first. */
  readonly singlePrecision: boolean;
  /** Lowest value that names a category, a fraction being cut off towards zero. */
  readonly lowestCategory: number;
  /** Column that holds the label in the files that the model was trained on, -1 for none. */
  readonly labelIndex: number;
}
