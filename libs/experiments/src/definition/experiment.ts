import { z } from 'zod';
import { metricSchema } from '../metrics/unit-metric.js';
import { allocationSchema, batchSchema } from './allocation.js';
import { analysisSchema } from './analysis.js';

const key = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'small letters, digits, _ and -, at most 64');
const share = z.number().min(0).max(1);
const instant = z
  .union([z.int().min(0), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))], {
    error: 'a time, as 2026-05-01T09:00:00Z or in ms since 1970',
  })
  .describe('A time: ISO 8601 with its offset, or ms since 1970 (UTC). Kept in ms.');
const jsonObject = z.record(z.string(), z.unknown());

const variant = z.strictObject({
  key: key.describe('Name in results and exposures.'),
  name: z.string().max(200).default('').describe('For people.'),
  weight: share
    .default(0)
    .describe('Share of the experiment; those of all variants add up to 1. Interleaved variants have none.'),
  plan: jsonObject.default({}).describe('Partial Plan laid over the base Plan; {} changes nothing, as a control does.'),
  value: z.unknown().optional().describe('What a caller that only wants a flag gets: any JSON value.'),
});

const layer = z.strictObject({
  name: z.string().min(1).max(64).describe('Experiments of one layer exclude each other.'),
  range: z
    .tuple([share, share])
    .describe("Part [from, to) of the layer's units that this one may take, by ten-thousandths."),
});

const rampStep = z.strictObject({
  at: instant.optional().describe('When it begins; or give after_hours.'),
  after_hours: z
    .number()
    .min(0)
    .max(24 * 365)
    .optional()
    .describe('When it begins, in hours after the start.'),
  coverage: share.describe('Coverage from then on.'),
});

const guardrail = z.strictObject({
  metric: key,
  margin: z.number().min(0).max(1).describe('How much worse it may be, relative: 0.02 is 2 %.'),
});

const metrics = z.strictObject({
  primary: z
    .string()
    .regex(/^([a-z0-9][a-z0-9_-]{0,63})?$/, 'small letters, digits, _ and -, at most 64')
    .default('')
    .describe('The one metric that decides; none where variants are interleaved.'),
  secondary: z.array(key).max(20).default([]).describe('Watched, corrected for being many.'),
  guardrails: z.array(guardrail).max(20).default([]).describe('Must not get worse than by their margin.'),
  custom: z.array(metricSchema).max(20).default([]).describe('Metrics of your own that the names above may name.'),
});

const prerequisite = z.strictObject({
  experiment: key.describe('Another experiment of the same unit.'),
  variants: z.array(key).min(1).describe('The unit must be in one of these variants of it.'),
});

/** Fields of an experiment that a person writes. */
const definition = {
  key: key.describe('Name of the experiment; never changes.'),
  name: z.string().max(200).default('').describe('For people.'),
  hypothesis: z.string().max(2000).default('').describe('What is expected to happen, and why.'),
  owner: z.string().max(200).default('').describe('Who answers for it.'),
  kind: z
    .enum(['ab', 'interleaving'])
    .default('ab')
    .describe(
      'ab shows each unit one variant; interleaving shows two rankings on one page and asks whose results are clicked.',
    ),
  unit: z.enum(['shopper', 'session']).default('shopper').describe('What is assigned a variant, and counted.'),
  coverage: share.default(1).describe('Share of the targeted units that take part. Ramp steps override it in time.'),
  variants: z.array(variant).min(2).max(20).describe('The first is the control.'),
  allocation: allocationSchema.nullable().default(null),
  targeting: jsonObject.default({}).describe('Condition on the attributes of a request; {} is everybody.'),
  layer: layer.nullable().default(null).describe('Mutually exclusive namespace, or null for none.'),
  holdout: z
    .boolean()
    .default(true)
    .describe('Whether units of the global holdout stay out of it; false exempts it from the holdout.'),
  prerequisites: z.array(prerequisite).max(10).default([]).describe('Experiments that the unit must be in as well.'),
  forced: z
    .record(z.string().min(1).max(256), key)
    .default({})
    .describe('Variants for testing, by shopper id or session id, in a draft too. Not analysed.'),
  sticky: z
    .boolean()
    .default(false)
    .describe('Whether a unit keeps its variant, and the phase that drew it, when weights change in a new phase.'),
  ramp: z.array(rampStep).max(50).default([]).describe('Coverage over time, in order.'),
  start: instant.nullable().default(null).describe('Takes nobody before this, once running.'),
  end: instant.nullable().default(null).describe('Takes nobody from this on.'),
  metrics: metrics.prefault({}),
  analysis: analysisSchema.prefault({}),
  minimum_detectable_effect: z
    .number()
    .positive()
    .nullable()
    .default(null)
    .describe('Smallest relative effect on the primary metric that is worth finding: 0.02 is 2 %.'),
  planned_sample_size: z
    .int()
    .positive()
    .nullable()
    .default(null)
    .describe('Units of all variants together, from the power calculator.'),
  hash_version: z
    .union([z.literal(1), z.literal(2)])
    .default(2)
    .describe("Version of GrowthBook's hash: 2, or 1 to agree with an older SDK."),
};

const phase = z.strictObject({
  phase: z.int().min(1),
  seed: z.string(),
  started_at: z.int(),
  ended_at: z.int().nullable(),
  /** What was drawn with, for the sample ratio. */
  weights: z.record(z.string(), z.number()),
  /** Where weights are allocated: every batch, the first first. */
  batches: z.array(batchSchema).optional(),
  reason: z.string(),
});

/** What a person writes of an experiment. */
export const experimentDefinitionSchema = z.strictObject(definition);

/** An experiment as it is kept: its definition and where it stands. */
export const experimentSchema = z.strictObject({
  ...definition,
  state: z.enum(['draft', 'running', 'stopped', 'archived']).describe('Where it stands.'),
  phase: z.int().min(1).describe('Counts up when what is drawn, or from whom, changes; each is analysed by itself.'),
  seed: z.string().min(1).describe('Seed of the hash: the key in phase 1, another in each later phase.'),
  version: z.int().min(1).describe('Counts every change; an edit brings the one that it read.'),
  phases: z.array(phase).describe('Every phase that took units, the first first.'),
  created_at: z.int().describe('ms since 1970.'),
  updated_at: z.int().describe('ms since 1970.'),
  started_at: z.int().nullable().describe('When it was set running, ms since 1970.'),
  stopped_at: z.int().nullable().describe('When it was stopped, ms since 1970.'),
  stop_reason: z.string().describe('Why it was stopped.'),
  shipped: z.string().nullable().default(null).describe('The variant whose settings went into the base Plan.'),
});

/** What a person writes, every default filled in. */
export type ExperimentDefinition = z.output<typeof experimentDefinitionSchema>;
/** What a person writes. */
export type ExperimentInput = z.input<typeof experimentDefinitionSchema>;
/** An experiment as it is kept. */
export type Experiment = z.output<typeof experimentSchema>;
export type ExperimentState = Experiment['state'];
export type Variant = z.output<typeof variant>;
