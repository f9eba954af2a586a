import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const toyModels = path.resolve(__dirname, '../../inference/test/toy-models');
const passedGate = { passed: true, checks: [{ name: 'ndcg_loss', value: 0, at_most: 0.005, passed: true }] };

export interface ToyVersion {
  readonly version?: string;
  /** Laid over the manifest. */
  readonly manifest?: object;
}

/** Ranks first what is above 0 by a feature: by `price_to_median`, a logarithm, the dearer half, or the cheaper one. */
export function writeRanker(
  registry: string,
  name: string,
  {
    cheapFirst = false,
    feature = 'price_to_median',
    ...toy
  }: ToyVersion & { readonly cheapFirst?: boolean; readonly feature?: string } = {},
): void {
  const model = [
    ...['tree', 'version=v4', 'num_class=1', 'num_tree_per_iteration=1', 'label_index=0', 'max_feature_idx=0'],
    ...['objective=lambdarank', `feature_names=${feature}`, 'feature_infos=none', 'tree_sizes=300', ''],
    ...['Tree=0', 'num_leaves=2', 'num_cat=0', 'split_feature=0', 'split_gain=1', 'threshold=0.0001'],
    ...['decision_type=2', 'left_child=-1', 'right_child=-2', `leaf_value=${cheapFirst ? '1 -1' : '-1 1'}`],
    ...['leaf_weight=5 5', 'leaf_count=5 5', 'internal_value=0', 'internal_weight=10', 'internal_count=10'],
    ...['is_linear=0', 'shrinkage=1', '', '', 'end of trees', ''],
  ].join('\n');
  const manifest = {
    ...{ kind: 'ranker', format: 'lightgbm', ranker: { features: [feature] }, ...toy.manifest },
  };
  write(registry, name, { ...toy, manifest }, new Map([['model.txt', Buffer.from(model)]]));
}

/** A copy of one of the toy models of `libs/inference`, under its name. */
export function writeToyModel(registry: string, name: string, toy: ToyVersion = {}): void {
  const at = path.join(toyModels, name, '1');
  const manifest = JSON.parse(readFileSync(path.join(at, 'manifest.json'), 'utf8')) as object;
  const files = ['model.onnx', 'vocab.txt'].map((file) => [file, readFileSync(path.join(at, file))] as const);
  write(registry, name, { ...toy, manifest: { ...manifest, ...toy.manifest } }, new Map(files));
}

/** A blend of both scores, fitted for one version of the toy cross-encoder. */
export function writeBlend(registry: string, name: string, crossEncoder: string, toy: ToyVersion = {}): void {
  const blend = {
    cross_encoder: crossEncoder,
    scored: { intercept: 0, rank_z: 1, features_z: {}, rerank_z: 0.1 },
    unscored: { intercept: 0, rank_z: 1, features_z: {} },
  };
  write(registry, name, { ...toy, manifest: { kind: 'blend', format: 'json', blend } }, new Map());
}

function write(
  registry: string,
  name: string,
  { version = '1', manifest = {} }: ToyVersion,
  files: ReadonlyMap<string, Buffer>,
): void {
  const at = path.join(registry, name, version);
  mkdirSync(at, { recursive: true });
  for (const [file, content] of files) writeFileSync(path.join(at, file), content);
  const described = Array.from(files, ([file, content]) => ({
    path: file,
    sha256: createHash('sha256').update(content).digest('hex'),
    bytes: content.length,
  }));
  const whole = {
    ...{ description: 'of a test', licence: 'Apache-2.0', trained_on: [], created: '2026-11-24', gate: passedGate },
    ...{ ...manifest, name, version, files: described },
  };
  writeFileSync(path.join(at, 'manifest.json'), JSON.stringify(whole));
}
