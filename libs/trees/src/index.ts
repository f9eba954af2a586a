export { type Tree, type TreeEnsemble } from './ensemble.js';
export { TreeModelError, type TreeModelErrorCode } from './errors.js';
export { parseLightgbm } from './lightgbm/parse.js';
export { parseTreeModel } from './parse.js';
export { detectRowFormat, type RowFormat, SAMPLE_LINES } from './rows/row-format.js';
export { createScorer, type ScorerOptions, type TreeScorer } from './scorer.js';
export { parseXgboostJson, parseXgboostUbj } from './xgboost/parse.js';
