import type { TreeEnsemble } from '../ensemble.js';
import { TreeModelError } from '../errors.js';
import { JsonValue } from './json-value.js';
import { parseTree } from './tree.js';
import { decodeUbj, type UbjValue } from './ubj.js';

const MOST_FEATURES = 1 << 24;
const MOST_CLASSES = 1 << 16;

/**
 * Reads XGBoost's JSON format (`Booster.save_model('m.json')`, version 1.0 or later): gbtree and dart.
 *
 * @throws TreeModelError when the text is damaged, or is a linear model or one with vectors in its leaves.
 */
export function parseXgboostJson(text: string): TreeEnsemble {
  let value: UbjValue;
  try {
    value = JSON.parse(text) as UbjValue;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TreeModelError(
      'malformed',
      `The XGBoost model is not whole JSON (${reason}). The file is damaged or cut short: save it again.`,
    );
  }
  return ensembleOf(value);
}

/** Reads XGBoost's UBJ format (`Booster.save_model('m.ubj')`, its default since 2.1). Errors as `parseXgboostJson`. */
export function parseXgboostUbj(bytes: Uint8Array): TreeEnsemble {
  return ensembleOf(decodeUbj(bytes));
}

function ensembleOf(value: UbjValue): TreeEnsemble {
  const learner = new JsonValue(value, 'model').field('learner');
  if (!learner.present) {
    throw new TreeModelError('unknown-format', 'This is not an XGBoost model: it has no "learner" field.');
  }
  const parameters = learner.field('learner_model_param');
  const featureCount = parameters.field('num_feature').integer(0, MOST_FEATURES);
  const outputs = Math.max(1, parameters.field('num_class').integer(0, MOST_CLASSES), targets(parameters));
  const { model, weights } = boosterOf(learner.field('gradient_booster'));
  const trees = model.field('trees').items();
  const treeOutput = Int32Array.from(model.field('tree_info').integers(trees.length));
  if (treeOutput.some((output) => output < 0 || output >= outputs)) {
    throw model.field('tree_info').malformed(`names an output beyond its ${outputs}`);
  }
  const drops = weights?.numbers(trees.length);
  const objective = learner.field('objective').field('name').text();
  return {
    format: 'xgboost',
    featureCount,
    featureNames: featureNames(learner.field('feature_names'), featureCount),
    objective,
    outputs,
    trees: trees.map((tree, i) => parseTree(tree.ofTree(i), featureCount, drops?.[i] ?? 1)),
    treeOutput,
    baseScore: baseScore(parameters.field('base_score'), objective, outputs),
    averageOutput: false,
    singlePrecision: true,
    lowestCategory: 0,
    labelIndex: 0,
  };
}

function targets(parameters: JsonValue): number {
  const count = parameters.field('num_target');
  return count.present ? count.integer(0, MOST_CLASSES) : 1;
}

function boosterOf(booster: JsonValue): { model: JsonValue; weights?: JsonValue } {
  const name = booster.field('name').text();
  if (name === 'gbtree') return { model: booster.field('model') };
  if (name === 'dart') return { model: booster.field('gbtree').field('model'), weights: booster.field('weight_drop') };
  throw booster.unsupported(`the booster "${name.slice(0, 40)}"`, 'Train with booster=gbtree or dart.');
}

function featureNames(names: JsonValue, count: number): string[] {
  const given = names.present ? names.items() : [];
  if (given.length === 0) return Array.from({ length: count }, (_, i) => `f${i}`);
  if (given.length !== count) throw names.malformed(`has ${given.length} names for ${count} features`);
  return given.map((name) => name.text());
}

/** The file keeps the base score as a prediction ("[4.5E-1]"; before 3.1 "4.5E-1"); trees add to its raw form. */
function baseScore(value: JsonValue, objective: string, outputs: number): Float64Array {
  const given = value.text().replace(/[[\]]/g, '').split(',').map(Number);
  if (given.some((score) => Number.isNaN(score)) || (given.length !== 1 && given.length !== outputs)) {
    throw value.malformed(`is not one number or one for each of ${outputs} outputs`);
  }
  return Float64Array.from({ length: outputs }, (_, output) => {
    return rawBase(Math.fround(given[given.length === 1 ? 0 : output]!), objective);
  });
}

/** XGBoost's `ProbToMargin`, in float32 as there. */
function rawBase(score: number, objective: string): number {
  if (LOGISTIC.test(objective)) return -Math.fround(Math.log(Math.fround(Math.fround(1 / score) - 1)));
  if (LOG_LINK.test(objective)) return Math.fround(Math.log(score));
  return score;
}

const LOGISTIC = /^(binary|reg):logistic$|^binary:logitraw$/;
const LOG_LINK = /^(count:poisson|reg:gamma|reg:tweedie|survival:(aft|cox))$/;
