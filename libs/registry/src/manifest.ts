import { z } from 'zod';
import { versionPattern } from './version.js';

const namePattern = /^[a-z0-9][a-z0-9-]*$/;
const modelPattern = new RegExp(`^[a-z0-9][a-z0-9-]*@${versionPattern.source.slice(1)}`);

const file = z.strictObject({
  path: z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/, 'a file name beside the manifest'),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().positive(),
});

/** The text of a product as the model was trained: the values of these fields by set, in order, joined by `separator`. */
const inputTemplate = z.strictObject({
  separator: z.string(),
  fields: z.record(z.string(), z.array(z.string()).min(1)),
});

/** One thing that a gate measured, with the bounds that it had to keep. */
const gateCheck = z
  .strictObject({
    name: z.string().min(1),
    value: z.number(),
    at_least: z.number().optional(),
    at_most: z.number().optional(),
    passed: z.boolean(),
  })
  .refine(
    ({ value, at_least = -Infinity, at_most = Infinity, passed }) => passed === (value >= at_least && value <= at_most),
    'passed must be whether the value keeps its bounds',
  );

/** What had to be so for the model to be published; it passed if every check did. */
const gate = z
  .strictObject({ passed: z.boolean(), checks: z.array(gateCheck).min(1) })
  .refine(
    ({ passed, checks }) => passed === checks.every((check) => check.passed),
    'passed must be whether every check passed',
  );

const base = {
  name: z.string().regex(namePattern),
  version: z.string().regex(versionPattern, 'a version like 1.2.0'),
  description: z.string(),
  licence: z.string(),
  /** Judged or generated sets that the weights have learnt from. */
  trained_on: z.array(z.string()),
  created: z.iso.date(),
  files: z.array(file),
  /** NDCG@10 and the like by set, as printed by the command that measured them. */
  metrics: z.record(z.string(), z.number()).default({}),
  input_template: inputTemplate.optional(),
  /** Without a gate that passed, a version cannot become champion. */
  gate: gate.optional(),
  /** The run in MLflow that made it. */
  run: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .optional(),
};

/** A bi-encoder: text to one unit vector. */
const encoder = z.strictObject({
  ...base,
  kind: z.literal('encoder'),
  format: z.literal('onnx'),
  encoder: z.strictObject({
    dimensions: z.int().positive(),
    pooling: z.enum(['mean', 'cls']),
    query_prefix: z.string(),
    passage_prefix: z.string(),
    /** Tokens kept, special tokens included. */
    max_query_tokens: z.int().positive(),
    max_passage_tokens: z.int().positive(),
  }),
});

/** A cross-encoder: (query, product text) to one logit. */
const crossEncoder = z.strictObject({
  ...base,
  kind: z.literal('cross-encoder'),
  format: z.literal('onnx'),
  cross_encoder: z.strictObject({
    layers: z.int().positive(),
    /** Tokens kept of the pair, special tokens included; the product is cut, the query only beyond `max_query_tokens`. */
    max_tokens: z.int().positive(),
    max_query_tokens: z.int().positive(),
  }),
});

/** A tree ensemble over named features. */
const ranker = z.strictObject({
  ...base,
  kind: z.literal('ranker'),
  format: z.enum(['lightgbm', 'xgboost-json', 'xgboost-ubj']),
  ranker: z.strictObject({
    /** Names in `libs/features`, in the model's column order. */
    features: z.array(z.string()).min(1),
  }),
});

const weights = z.record(z.string(), z.number());

/**
 * How a reranked window is ordered: by a gain that is linear in what is known of a candidate, standardised over the
 * window (mean 0, deviation 1). `rank_z` weighs the ranker's score, `features_z` the features that the ranker reads, by
 * name, and `rerank_z` the cross-encoder's logit, standardised over the candidates that were scored in time; one that
 * was not is placed by `unscored`. Both give an expected gain on one scale, fitted on judged queries (see `models/`).
 */
const blend = z.strictObject({
  ...base,
  kind: z.literal('blend'),
  format: z.literal('json'),
  blend: z.strictObject({
    /** `name@version` of the cross-encoder whose logits it was fitted on. */
    cross_encoder: z.string().regex(modelPattern, 'a model as name@version'),
    scored: z.strictObject({ intercept: z.number(), rank_z: z.number(), features_z: weights, rerank_z: z.number() }),
    unscored: z.strictObject({ intercept: z.number(), rank_z: z.number(), features_z: weights }),
  }),
});

/** What stands in `registry/name/version/manifest.json`: one model that Weir can load. */
export const manifestSchema = z.discriminatedUnion('kind', [encoder, crossEncoder, ranker, blend]);

export type Manifest = z.infer<typeof manifestSchema>;
export type EncoderManifest = z.infer<typeof encoder>;
export type CrossEncoderManifest = z.infer<typeof crossEncoder>;
export type RankerManifest = z.infer<typeof ranker>;
export type BlendManifest = z.infer<typeof blend>;
