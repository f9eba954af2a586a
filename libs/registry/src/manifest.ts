import { z } from 'zod';

const file = z.strictObject({
  path: z.string().regex(/^[\w.-]+$/, 'a file name beside the manifest'),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().positive(),
});

const base = {
  name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  version: z.string().regex(/^[0-9]+$/),
  description: z.string(),
  licence: z.string(),
  /** Judged or generated sets that the weights have learnt from. */
  trained_on: z.array(z.string()),
  created: z.iso.date(),
  files: z.array(file),
  /** NDCG@10 and the like by set, as printed by the command that measured them. */
  metrics: z.record(z.string(), z.number()).default({}),
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

/**
 * How a reranked window is ordered. `rank` is the ranker's score standardised over the window (mean 0, deviation 1),
 * `rerank` the cross-encoder's logit; a candidate that was not scored in time is placed by `unscored`.
 * Both give an expected gain on one scale, fitted on judged queries (see `models/`).
 */
const blend = z.strictObject({
  ...base,
  kind: z.literal('blend'),
  format: z.literal('json'),
  blend: z.strictObject({
    cross_encoder: z.string(),
    scored: z.strictObject({ intercept: z.number(), rank: z.number(), rerank: z.number() }),
    unscored: z.strictObject({ intercept: z.number(), rank: z.number() }),
  }),
});

/** What stands in `registry/name/version/manifest.json`: one model that Weir can load. */
export const manifestSchema = z.discriminatedUnion('kind', [encoder, crossEncoder, ranker, blend]);

export type Manifest = z.infer<typeof manifestSchema>;
export type EncoderManifest = z.infer<typeof encoder>;
export type CrossEncoderManifest = z.infer<typeof crossEncoder>;
export type RankerManifest = z.infer<typeof ranker>;
export type BlendManifest = z.infer<typeof blend>;
