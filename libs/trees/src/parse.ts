import type { TreeEnsemble } from './ensemble.js';
import { TreeModelError } from './errors.js';
import { parseLightgbm } from './lightgbm/parse.js';
import { parseXgboostJson, parseXgboostUbj } from './xgboost/parse.js';

/**
 * Reads a model of any supported kind, told by its first bytes: LightGBM text, XGBoost JSON or XGBoost UBJ.
 *
 * @throws TreeModelError when it is none of them, or damaged.
 */
export function parseTreeModel(bytes: Uint8Array): TreeEnsemble {
  const start = new TextDecoder().decode(bytes.subarray(0, 64));
  if (/^tree\r?\n/.test(start)) return parseLightgbm(new TextDecoder().decode(bytes));
  // UBJ keys begin with the marker of their length, JSON keys with a quote.
  if (/^\s*\{\s*"/.test(start)) return parseXgboostJson(new TextDecoder().decode(bytes));
  if (/^\{[iUIlL#$]/.test(start)) return parseXgboostUbj(bytes);
  throw new TreeModelError(
    'unknown-format',
    'This is not a model that Weir reads. Give a LightGBM text model or an XGBoost JSON or UBJ model, as save_model writes them.',
  );
}
