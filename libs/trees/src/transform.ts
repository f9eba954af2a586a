import type { TreeEnsemble } from './ensemble.js';
import { TreeModelError } from './errors.js';

/**
 * Turns raw scores (rows x outputs) into predictions in place, as the library's predict without raw_score does:
 * LightGBM's `ConvertOutput`, XGBoost's `PredTransform`. Exponentials may differ from C's in the last digit.
 *
 * @throws TreeModelError for an objective whose transform is not known.
 */
export function transform(ensemble: TreeEnsemble, raw: Float64Array): Float64Array {
  if (ensemble.averageOutput) {
    const iterations = ensemble.trees.length / ensemble.outputs;
    for (let i = 0; i < raw.length; i++) raw[i]! /= iterations;
  }
  const [name = '', ...parameters] = ensemble.objective.split(/\s+/);
  const rule = (ensemble.format === 'lightgbm' ? lightgbmRule : xgboostRule)(name, parameters);
  if (rule === 'softmax') softmax(raw, ensemble.outputs);
  else if (rule !== 'identity') for (let i = 0; i < raw.length; i++) raw[i] = rule(raw[i]!);
  if (ensemble.singlePrecision) for (let i = 0; i < raw.length; i++) raw[i] = Math.fround(raw[i]!);
  return raw;
}

type Rule = 'identity' | 'softmax' | ((raw: number) => number);

const sigmoid = (steepness: number) => (raw: number) => 1 / (1 + Math.exp(-steepness * raw));

function lightgbmRule(name: string, parameters: readonly string[]): Rule {
  switch (name) {
    case 'binary':
    case 'multiclassova':
      return sigmoid(Number(parameters.find((word) => word.startsWith('sigmoid:'))?.slice(8) ?? 1));
    case 'cross_entropy':
      return sigmoid(1);
    case 'cross_entropy_lambda':
      return (raw) => Math.log1p(Math.exp(raw));
    case 'multiclass':
      return 'softmax';
    case 'poisson':
    case 'gamma':
    case 'tweedie':
      return Math.exp;
    case 'regression':
    case 'regression_l1':
    case 'huber':
    case 'fair':
    case 'quantile':
    case 'mape':
      return parameters.includes('sqrt') ? (raw) => Math.sign(raw) * raw * raw : 'identity';
    case '':
    case 'custom':
    case 'none':
    case 'lambdarank':
    case 'rank_xendcg':
      return 'identity';
    default:
      throw unknown(`LightGBM objective "${name}"`);
  }
}

function xgboostRule(name: string): Rule {
  switch (name) {
    case 'binary:logistic':
    case 'reg:logistic':
      return sigmoid(1);
    case 'multi:softprob':
      return 'softmax';
    case 'count:poisson':
    case 'reg:gamma':
    case 'reg:tweedie':
    case 'survival:cox':
    case 'survival:aft':
      return Math.exp;
    case 'binary:hinge':
      return (raw) => (raw > 0 ? 1 : 0);
    case 'binary:logitraw':
    case 'reg:squarederror':
    case 'reg:linear':
    case 'reg:squaredlogerror':
    case 'reg:pseudohubererror':
    case 'reg:absoluteerror':
    case 'reg:quantileerror':
    case 'rank:ndcg':
    case 'rank:pairwise':
    case 'rank:map':
      return 'identity';
    default:
      throw unknown(`XGBoost objective "${name}"`);
  }
}

function softmax(raw: Float64Array, outputs: number): void {
  for (let from = 0; from < raw.length; from += outputs) {
    const row = raw.subarray(from, from + outputs);
    const highest = row.reduce((a, b) => Math.max(a, b));
    let sum = 0;
    for (let i = 0; i < outputs; i++) sum += row[i] = Math.exp(row[i]! - highest);
    for (let i = 0; i < outputs; i++) row[i]! /= sum;
  }
}

function unknown(what: string): TreeModelError {
  return new TreeModelError('unsupported', `The transform of the ${what} is not known. Ask for raw scores instead.`);
}
