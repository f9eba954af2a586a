import type { z } from 'zod';
import { compileCondition } from '../condition/compile-condition.js';
import type { FieldViolation } from '../error.js';
import { resolveMetric } from '../metrics/resolve.js';
import { checkAgainstOthers } from './check-others.js';
import { checkAllocation } from './check-allocation.js';
import { checkInterleaving } from './check-interleaving.js';
import { drawnVariants } from './drawn-variants.js';
import {
  experimentDefinitionSchema,
  type Experiment,
  type ExperimentDefinition,
  type ExperimentInput,
} from './experiment.js';

/** Whether a partial Plan may be laid over the base Plan: its fields exist, its models load. `path` prefixes fields. */
export type CheckPlan = (
  partial: Readonly<Record<string, unknown>>,
  path: string,
) => Promise<readonly FieldViolation[]>;

export interface CheckOptions {
  readonly checkPlan: CheckPlan;
  /** Every experiment there is; one with the same key is the one that is edited. */
  readonly others: readonly Experiment[];
}

/** A definition that may be written, or every reason why not. */
export type CheckResult =
  | { readonly definition: ExperimentDefinition; readonly violations?: never }
  | { readonly definition?: never; readonly violations: readonly FieldViolation[] };

/** Reads a definition and reports every mistake at once: what a field may hold, and what fields mean together. */
export async function checkExperiment(input: unknown, options: CheckOptions): Promise<CheckResult> {
  const parsed = experimentDefinitionSchema.safeParse(input);
  const violations = parsed.success ? [] : parsed.error.issues.flatMap(violationsOf);
  const parts = parsed.success ? parsed.data : readableParts(input);
  violations.push(
    ...checkVariants(parts),
    ...compileCondition(parts.targeting ?? {}).violations,
    ...checkLayer(parts),
    ...checkTimes(parts),
    ...checkMetrics(parts),
    ...checkInterleaving(parts),
    ...checkAllocation(parts),
    ...checkAgainstOthers(parts, options.others),
  );
  for (const [index, { plan }] of (parts.variants ?? []).entries()) {
    violations.push(...(await options.checkPlan(plan, `variants.${index}.plan`)));
  }
  return parsed.success && violations.length === 0 ? { definition: parsed.data } : { violations };
}

/** The fields that can be read, so that what they mean is checked even where another field cannot be. */
function readableParts(input: unknown): Partial<ExperimentDefinition> {
  if (typeof input !== 'object' || input === null) return {};
  const fields: Readonly<Record<string, unknown>> = { ...input };
  const readable = Object.entries(experimentDefinitionSchema.shape).flatMap(([name, schema]) => {
    const part = schema.safeParse(fields[name]);
    return part.success ? [[name, part.data] as const] : [];
  });
  return Object.fromEntries(readable);
}

function violationsOf(issue: z.core.$ZodIssue): readonly FieldViolation[] {
  const field = issue.path.map(String).join('.');
  if (issue.code !== 'unrecognized_keys') return [{ field, description: issue.message }];
  return issue.keys.map((key) => ({
    field: field === '' ? key : `${field}.${key}`,
    description: 'there is no such field',
  }));
}

function* checkVariants(parts: Partial<ExperimentDefinition>): Iterable<FieldViolation> {
  const { variants = [], forced = {}, kind = 'ab' } = parts;
  const keys = variants.map(({ key }) => key);
  yield* repeated(keys, (index) => `variants.${index}.key`);
  const total = variants.reduce((sum, { weight }) => sum + weight, 0);
  // Rounding of thirds is no mistake; more would leave units that belong to no variant.
  if (kind === 'ab' && variants.length > 0 && Math.abs(total - 1) > 0.001) {
    yield { field: 'variants', description: `weights add up to ${Number(total.toFixed(6))}, not to 1` };
  }
  if (variants.length === 0) return;
  const drawn = drawnVariants({ kind, variants }).map(({ key }) => key);
  for (const [unit, variant] of Object.entries(forced)) {
    if (!drawn.includes(variant)) yield { field: `forced.${unit}`, description: `there is no variant ${variant}` };
  }
}

function* checkLayer({ layer }: Partial<ExperimentDefinition>): Iterable<FieldViolation> {
  if (layer === undefined || layer === null) return;
  const [from, to] = layer.range;
  if (from >= to) yield { field: 'layer.range', description: `is empty: ${from} is not below ${to}` };
  for (const [index, edge] of layer.range.entries()) {
    if (Math.abs(edge * 10_000 - Math.round(edge * 10_000)) > 1e-6) {
      yield { field: `layer.range.${index}`, description: 'goes by ten-thousandths: give at most four digits' };
    }
  }
}

function* checkTimes({ start, end, ramp = [], coverage = 1 }: Partial<ExperimentDefinition>): Iterable<FieldViolation> {
  if (typeof start === 'number' && typeof end === 'number' && end <= start) {
    yield { field: 'end', description: 'is not after start' };
  }
  for (const [index, { at, after_hours: hours }] of ramp.entries()) {
    const field = `ramp.${index}`;
    if ((at === undefined) === (hours === undefined)) {
      yield { field, description: 'give either at or after_hours' };
      continue;
    }
    const before = ramp[index - 1];
    if (before === undefined) continue;
    if ((before.at === undefined) !== (at === undefined)) {
      yield { field, description: 'give all steps by at, or all by after_hours: their order must be known' };
    } else if ((at ?? hours ?? 0) <= (before.at ?? before.after_hours ?? 0)) {
      yield { field, description: 'does not begin after the step before it' };
    }
  }
  yield* checkRising(ramp, coverage);
}

/** A unit that was in stays in; the first coverage does not count where the ramp begins with the experiment. */
function* checkRising(ramp: ExperimentDefinition['ramp'], coverage: number): Iterable<FieldViolation> {
  let highest = ramp[0]?.after_hours === 0 ? 0 : coverage;
  for (const [index, step] of ramp.entries()) {
    if (step.coverage < highest) {
      const description =
        index === 0
          ? `is below coverage, ${highest}, which holds until this step: lower coverage, or begin at after_hours: 0`
          : `is below ${highest} before it: coverage may only rise, for units that were in would drop out`;
      yield { field: `ramp.${index}.coverage`, description };
    }
    highest = Math.max(highest, step.coverage);
  }
}

function* checkMetrics({ metrics, kind }: Partial<ExperimentDefinition>): Iterable<FieldViolation> {
  if (metrics === undefined || kind === 'interleaving') return;
  if (metrics.primary === '') yield { field: 'metrics.primary', description: 'name the one metric that decides' };
  yield* repeated(
    metrics.custom.map(({ key }) => key),
    (index) => `metrics.custom.${index}.key`,
  );
  for (const [index, { key }] of metrics.custom.entries()) {
    if (resolveMetric(key, []) !== undefined) {
      yield { field: `metrics.custom.${index}.key`, description: `${key} is a built-in metric: take another name` };
    }
  }
  const named: readonly (readonly [string, string])[] = [
    ...(metrics.primary === '' ? [] : [['metrics.primary', metrics.primary] as const]),
    ...metrics.secondary.map((key, index) => [`metrics.secondary.${index}`, key] as const),
    ...metrics.guardrails.map(({ metric }, index) => [`metrics.guardrails.${index}.metric`, metric] as const),
  ];
  for (const [field, key] of named) {
    if (resolveMetric(key, metrics.custom) === undefined) {
      yield { field, description: `there is no metric ${key}: name a built-in one, or declare it in metrics.custom` };
    }
  }
  const tested = [metrics.primary, ...metrics.secondary];
  yield* repeated(tested, (index) => `metrics.secondary.${index - 1}`);
  yield* repeated(
    metrics.guardrails.map(({ metric }) => metric),
    (index) => `metrics.guardrails.${index}.metric`,
  );
}

function* repeated(keys: readonly string[], field: (index: number) => string): Iterable<FieldViolation> {
  for (const [index, key] of keys.entries()) {
    if (keys.indexOf(key) < index) yield { field: field(index), description: `${key} is there twice` };
  }
}

/** What a person wrote of an experiment, to be edited and written again. */
export function definitionOf(experiment: Experiment): ExperimentInput {
  return experimentDefinitionSchema.strip().parse(experiment);
}
