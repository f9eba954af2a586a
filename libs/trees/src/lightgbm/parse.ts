import type { Tree, TreeEnsemble } from '../ensemble.js';
import { TreeModelError } from '../errors.js';
import { Fields } from './fields.js';
import { parseTree } from './tree.js';

const MOST_FEATURES = 1 << 24;
const MOST_CLASSES = 1 << 16;

/**
 * Reads LightGBM's text format (`Booster.save_model`, versions v2 to v4 of the format).
 *
 * @throws TreeModelError when the text is damaged, or uses linear trees.
 */
export function parseLightgbm(text: string): TreeEnsemble {
  const { header, trees: sections } = sectionsOf(text);
  const featureCount = header.integer('max_feature_idx', 0, MOST_FEATURES) + 1;
  const classes = header.integer('num_class', 1, MOST_CLASSES);
  const perIteration = header.has('num_tree_per_iteration')
    ? header.integer('num_tree_per_iteration', 1, MOST_CLASSES)
    : classes;
  const featureNames = header.text('feature_names').trim().split(/\s+/);
  if (featureNames.length !== featureCount) {
    throw header.malformed(`names ${featureNames.length} features but has ${featureCount}`);
  }
  if (header.has('tree_sizes')) header.integers('tree_sizes', sections.length);
  if (sections.length % perIteration !== 0) {
    throw header.malformed(`has ${sections.length} trees, not a multiple of its ${perIteration} per iteration`);
  }
  const trees: Tree[] = sections.map((lines, tree) => parseTree(new Fields(lines, tree), tree, featureCount));
  return {
    format: 'lightgbm',
    featureCount,
    featureNames,
    objective: header.has('objective') ? header.text('objective').trim() : '',
    outputs: perIteration,
    trees,
    treeOutput: Int32Array.from(trees, (_, tree) => tree % perIteration),
    baseScore: new Float64Array(perIteration),
    averageOutput: header.has('average_output'),
    singlePrecision: false,
    // A C++ cast cuts -0.5 to category 0; only -1 and below are negative.
    lowestCategory: -1 + Number.EPSILON / 2,
    labelIndex: header.has('label_index') ? header.integer('label_index', -1, MOST_FEATURES) : 0,
  };
}

function sectionsOf(text: string): { header: Fields; trees: string[][] } {
  const lines = text.split(/\r?\n/);
  if (lines[0]?.trim() !== 'tree') {
    throw new TreeModelError('unknown-format', 'This is not a LightGBM text model: its first line is not "tree".');
  }
  const end = lines.indexOf('end of trees');
  const sections: string[][] = [[]];
  for (const line of lines.slice(1, end < 0 ? lines.length : end)) {
    if (line.startsWith('Tree=')) {
      if (line.slice(5) !== String(sections.length - 1)) throw outOfOrder(line, sections.length - 1);
      sections.push([]);
    } else sections.at(-1)!.push(line);
  }
  const header = new Fields(sections[0]!);
  if (end < 0) throw header.malformed('has no "end of trees" line');
  return { header, trees: sections.slice(1) };
}

function outOfOrder(line: string, expected: number): TreeModelError {
  const message = `The LightGBM model has "${line.slice(0, 40)}" where Tree=${expected} belongs. The file is damaged: save it again.`;
  return new TreeModelError('malformed', message, { tree: expected });
}
