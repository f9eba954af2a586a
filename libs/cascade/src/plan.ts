import { z } from 'zod';

/** `name@version` of a model in the registry. */
const modelReference = z.string().regex(/^[a-z0-9][a-z0-9-]*@[0-9]+$/, 'a model as name@version');
const budget = z.number().positive().max(60_000);

const fusion = z.discriminatedUnion('method', [
  z.strictObject({
    method: z.literal('rrf'),
    k: z.number().min(1).max(1000).default(60),
    dense_weight: z.number().min(0).max(10).default(1),
  }),
  z.strictObject({ method: z.literal('convex'), dense_weight: z.number().min(0).max(1).default(0.5) }),
]);

const retrieval = z.strictObject({
  mode: z.enum(['bm25', 'dense', 'hybrid']).default('hybrid'),
  /** The bi-encoder; null leaves retrieval lexical. */
  encoder: modelReference.nullable().default('encoder-minilm-l6@1'),
  depth: z.int().min(1).max(10_000).default(1000),
  boosts: z.record(z.string(), z.number().min(0)).default({}),
  fusion: fusion.default({ method: 'convex', dense_weight: 0.5 }),
  prefix: z.boolean().default(true),
  typos: z.boolean().default(true),
  /** For the query's vector; without it in time, retrieval is lexical. */
  encode_budget_ms: budget.default(40),
  budget_ms: budget.default(60),
});

const ranker = z.strictObject({
  /** The tree ensemble; null leaves the retrieval order. */
  model: modelReference.nullable().default(null),
  /** Candidates that go on to the reranker; those beyond keep the ranker's order behind them. */
  keep: z.int().min(1).max(10_000).default(100),
  budget_ms: budget.default(40),
});

const reranker = z.strictObject({
  /** The cross-encoder; null leaves the ranker's order. */
  model: modelReference.nullable().default(null),
  /** How scored and unscored candidates of the window are ordered together; null orders by logit, unscored last. */
  blend: modelReference.nullable().default(null),
  /** Candidates looked at, best of the ranker first. */
  window: z.int().min(1).max(1000).default(20),
  budget_ms: budget.default(120),
});

/** One cascade as a document. A variant of an experiment is a partial Plan laid over the base Plan. */
export const planSchema = z.strictObject({
  retrieval: retrieval.prefault({}),
  ranker: ranker.prefault({}),
  reranker: reranker.prefault({}),
  page: z
    .strictObject({
      size: z.int().min(1).max(200).default(24),
      /** How long a computed list may be served again; 0 never. */
      cache_ttl_ms: z.int().min(0).max(3_600_000).default(60_000),
    })
    .prefault({}),
  /** Whole search, ms; a request's own deadline may only shorten it. */
  deadline_ms: budget.default(250),
});

/** A whole Plan: every default filled in. */
export type Plan = z.output<typeof planSchema>;

/** What a person writes: any part of a Plan. */
export type PartialPlan = z.input<typeof planSchema>;
