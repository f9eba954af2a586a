import { z } from 'zod';

/** A model in the registry: `name@version`, or the version that has a state now, `name@champion` or `name@shadow`. */
const modelReference = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]*@((0|[1-9]\d{0,8})((\.(0|[1-9]\d{0,8})){2})?|champion|shadow)$/,
    'a model as name@version, name@champion or name@shadow',
  );
const budget = z.number().positive().max(60_000);

const fusion = z.discriminatedUnion(
  'method',
  [
    z.strictObject({
      // Optional, so that a weight can be given alone: by one variable, one flag, one line of a file.
      method: z.literal('rrf').optional().default('rrf').describe('How the two lists become one.'),
      k: z.number().min(1).max(1000).default(60).describe('With rrf: a higher one lets ranks further down count more.'),
      dense_weight: z
        .number()
        .min(0)
        .max(10)
        .default(0.4)
        .describe(
          'Weight of the dense list. That of the words is 1 with rrf; with convex it is what is left of 1 (default 0.5).',
        ),
    }),
    z.strictObject({ method: z.literal('convex'), dense_weight: z.number().min(0).max(1).default(0.5) }),
  ],
  {
    error: ({ input }) => (typeof input === 'object' ? 'expected one of rrf, convex' : 'expected a table of settings'),
  },
);

const retrieval = z.strictObject({
  mode: z
    .enum(['bm25', 'dense', 'hybrid'])
    .default('hybrid')
    .describe('Which lists candidates come from: words, vectors, or both fused.'),
  encoder: modelReference
    .nullable()
    .default('encoder-minilm-l6@2')
    .describe('The bi-encoder that the vectors come from; null leaves retrieval lexical.'),
  depth: z.int().min(1).max(10_000).default(1000).describe('Candidates retrieved.'),
  boosts: z
    .record(z.string(), z.number().min(0))
    .default({})
    .describe("Boosts of indexed fields by name, laid over the mapping's."),
  fusion: fusion
    .default({ method: 'rrf', k: 60, dense_weight: 0.4 })
    .describe(
      'How the two lists become one: `rrf`, also where no method is named, adds weight / (k + rank); `convex` adds normalised scores (`dense_weight` 0..1).',
    ),
  prefix: z.boolean().default(true).describe('Match the last word as a prefix too.'),
  typos: z.boolean().default(true).describe('Let a word that matches nothing match words one or two edits away.'),
  encode_budget_ms: budget
    .default(40)
    .describe("For the query's vector, ms; without it in time, retrieval is lexical."),
  budget_ms: budget
    .default(60)
    .describe('For retrieval, ms. Nothing stands in for it: it is cut off only by the deadline.'),
});

const ranker = z.strictObject({
  model: modelReference
    .nullable()
    .default('ranker-shop@2.2.0')
    .describe('The tree ensemble; null leaves the retrieval order.'),
  keep: z
    .int()
    .min(1)
    .max(10_000)
    .default(100)
    .describe("Candidates that may go on to the reranker; those beyond keep the ranker's order behind them."),
  budget_ms: budget.default(40).describe('For features and scores of all candidates, ms.'),
});

const reranker = z.strictObject({
  model: modelReference
    .nullable()
    .default('cross-encoder-l2@1.2.0')
    .describe("The cross-encoder; null leaves the ranker's order."),
  blend: modelReference
    .nullable()
    .default('blend-shop@3.2.0')
    .describe('How scored and unscored candidates are ordered together; null orders by logit, the unscored behind.'),
  window: z.int().min(1).max(1000).default(20).describe('Candidates looked at, best of the ranker first.'),
  budget_ms: budget.default(120).describe('For as many of the window as fit, ms.'),
});

const page = z.strictObject({
  size: z.int().min(1).max(200).default(24).describe('Products on a page where the request does not say.'),
  cache_ttl_ms: z
    .int()
    .min(0)
    .max(3_600_000)
    .default(60_000)
    .describe('How long a computed list may be served again, ms; 0 never.'),
  stale_ms: z
    .int()
    .min(0)
    .max(86_400_000)
    .default(600_000)
    .describe(
      'How long the last good list of a request is kept to answer with where nothing can be searched, whatever was written since, ms; 0 never.',
    ),
});

const ladder = z.strictObject({
  enabled: z
    .boolean()
    .default(true)
    .describe('Do less for each search while more is asked than the machine can do in full.'),
});

const merchandising = z.strictObject({
  enabled: z.boolean().default(true).describe('Whether merchandising rules act.'),
  rules: z
    .record(z.string().min(1).max(64), z.boolean())
    .default({})
    .describe('Single rules by key: true has a draft act, as a test of it does; false has a rule not act.'),
});

/** One cascade as a document. A variant of an experiment is a partial Plan laid over the base Plan. */
export const planSchema = z.strictObject({
  retrieval: retrieval.prefault({}),
  ranker: ranker.prefault({}),
  reranker: reranker.prefault({}),
  merchandising: merchandising.prefault({}),
  page: page.prefault({}),
  ladder: ladder.prefault({}),
  deadline_ms: budget.default(250).describe("Whole search, ms; a request's own deadline may only shorten it."),
});

/** A whole Plan: every default filled in. */
export type Plan = z.output<typeof planSchema>;

/** What a person writes: any part of a Plan. */
export type PartialPlan = z.input<typeof planSchema>;
