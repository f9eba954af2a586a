import type { FieldViolation } from '../error.js';
import { resolveMetric } from '../metrics/resolve.js';
import type { ExperimentDefinition } from './experiment.js';

/** What an experiment may not say whose weights are allocated: its analysis weighs every unit by its propensity. */
export function* checkAllocation(definition: Partial<ExperimentDefinition>): Iterable<FieldViolation> {
  const { allocation, kind, variants = [], analysis, hash_version: hashVersion } = definition;
  if (allocation === undefined || allocation === null) return;
  if (kind === 'interleaving') {
    yield { field: 'allocation', description: 'interleaving shows every unit both variants: leave it out' };
  }
  const { floor } = allocation;
  if (variants.length > 0 && floor * variants.length > 1) {
    const most = Number((1 / variants.length).toFixed(4));
    yield { field: 'allocation.floor', description: `is too much for ${variants.length} variants: at most ${most}` };
  }
  for (const [index, { weight }] of variants.entries()) {
    const description = `${weight} is below allocation.floor, ${floor}: weights are those of the first batch`;
    if (weight < floor) yield { field: `variants.${index}.weight`, description };
  }
  if (analysis !== undefined && analysis.stratify_by !== null) {
    yield { field: 'analysis.stratify_by', description: 'units are weighed by batch here: leave it out' };
  }
  if (hashVersion === 1) {
    yield { field: 'hash_version', description: 'allocated weights are finer than version 1 draws: take 2' };
  }
  yield* checkReward(definition);
}

function* checkReward({ metrics }: Partial<ExperimentDefinition>): Iterable<FieldViolation> {
  if (metrics === undefined) return;
  const kindOf = (key: string): string | undefined => resolveMetric(key, metrics.custom)?.kind;
  const reward = kindOf(metrics.primary);
  if (reward === 'ratio' || reward === 'quantile') {
    const description = `${metrics.primary} is a ${reward}: what allocates weights must be a share of units, or a count or sum a unit`;
    yield { field: 'metrics.primary', description };
  }
  const watched: readonly (readonly [string, string])[] = [
    ...metrics.secondary.map((key, index) => [`metrics.secondary.${index}`, key] as const),
    ...metrics.guardrails.map(({ metric }, index) => [`metrics.guardrails.${index}.metric`, metric] as const),
  ];
  for (const [field, key] of watched) {
    const description = `${key} is a quantile, which cannot be corrected for weights that change: name another`;
    if (kindOf(key) === 'quantile') yield { field, description };
  }
  for (const [index, { covariate }] of metrics.custom.entries()) {
    const description = 'is not taken out where units are weighed by batch: leave it out';
    if (covariate !== undefined) yield { field: `metrics.custom.${index}.covariate`, description };
  }
}
