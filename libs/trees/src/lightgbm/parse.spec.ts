import { TreeModelError } from '../errors.js';
import { createScorer } from '../scorer.js';
import { parseLightgbm } from './parse.js';

const MODEL = `tree
version=v4
num_class=1
num_tree_per_iteration=1
label_index=0
max_feature_idx=1
objective=lambdarank
feature_names=price rating
feature_infos=[0:9] [0:5]
tree_sizes=300

Tree=0
num_leaves=3
num_cat=1
split_feature=0 1
split_gain=2 1
threshold=2.5 0
decision_type=2 1
left_child=1 -1
right_child=-2 -3
leaf_value=0.1 -0.2 0.3
leaf_weight=1 1 1
leaf_count=10 20 30
internal_value=0 0
internal_weight=0 0
internal_count=60 40
cat_boundaries=0 1
cat_threshold=10
is_linear=0
shrinkage=1


end of trees
`;

function refusal(text: string): TreeModelError {
  try {
    parseLightgbm(text);
  } catch (error) {
    if (error instanceof TreeModelError) return error;
    throw error;
  }
  throw new Error('The model was accepted.');
}

it('reads names, objective and trees, with either kind of newline', () => {
  for (const text of [MODEL, MODEL.replaceAll('\n', '\r\n')]) {
    const model = parseLightgbm(text);
    expect(model).toMatchObject({ featureNames: ['price', 'rating'], objective: 'lambdarank', outputs: 1 });
    const scorer = createScorer(model);
    // Price low and rating in {1, 3}; price low and not in it; price high.
    scorer.input(3).set([2.5, 3, 2.5, 2, 2.6, 3]);
    expect([...scorer.score(3)]).toEqual([0.1, 0.3, -0.2]);
  }
});

it.each([
  ['a circle', 'left_child=1 -1', 'left_child=1 0', /tree 0.*reaches node 0 twice/i],
  ['a leaf reached twice', 'right_child=-2 -3', 'right_child=-2 -2', /leaf 1 twice/],
  ['a leaf that is not there', 'right_child=-2 -3', 'right_child=-2 -9', /child -9, which does not exist/],
  ['a feature that is not there', 'split_feature=0 1', 'split_feature=0 2', /splits on feature 2 of 2/],
  ['too few values', 'leaf_value=0.1 -0.2 0.3', 'leaf_value=0.1 -0.2', /2 values in "leaf_value" instead of 3/],
  ['a value that is no number', 'threshold=2.5 0', 'threshold=2.x 0', /"2.x" in "threshold", which is no number/],
  ['a missing line', 'leaf_value=', 'leaf=', /no "leaf_value" line/],
  ['an unknown missing type', 'decision_type=2 1', 'decision_type=14 1', /unknown decision type 14/],
  ['a category set that is not there', 'threshold=2.5 0', 'threshold=2.5 4', /category set 4 at node 1 of 1 sets/],
  ['a number of leaves that cannot be', 'num_leaves=3', 'num_leaves=1e99', /num_leaves=1e99/],
  ['a tree out of order', 'Tree=0', 'Tree=1', /"Tree=1" where Tree=0 belongs/],
  ['a cut end', 'end of trees', '', /no "end of trees" line/],
  [
    'fewer trees than the header counts',
    'tree_sizes=300',
    'tree_sizes=300 300',
    /2 values in "tree_sizes" instead of 1/,
  ],
])('refuses %s, naming it and the remedy', (_, from, to, cause) => {
  const error = refusal(MODEL.replace(from, to));
  expect(error).toMatchObject({ code: 'malformed' });
  expect(error.message).toMatch(cause);
  expect(error.message).toMatch(/save it again/);
});

it('names the tree at fault', () => {
  expect(refusal(MODEL.replace('leaf_value=', 'leaf=')).at).toEqual({ tree: 0 });
});

it('refuses linear trees by name', () => {
  const error = refusal(MODEL.replace('is_linear=0', 'is_linear=1'));
  expect(error.code).toBe('unsupported');
  expect(error.message).toMatch(/linear_tree.*Train without/);
});

it('refuses what is no LightGBM model', () => {
  expect(refusal('{"learner": {}}')).toMatchObject({ code: 'unknown-format' });
});
