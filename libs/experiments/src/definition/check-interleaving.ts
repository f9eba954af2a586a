import type { FieldViolation } from '../error.js';
import { interleavedVariant } from './drawn-variants.js';
import type { ExperimentDefinition } from './experiment.js';

/** Parts of a Plan that a page of two rankings has only once. */
const shared: readonly string[] = ['page', 'deadline_ms'];

/** What an experiment of kind interleaving may not say: every unit sees both of its variants, and clicks decide. */
export function* checkInterleaving(definition: Partial<ExperimentDefinition>): Iterable<FieldViolation> {
  const { kind, variants = [], sticky, metrics, analysis } = definition;
  if (kind !== 'interleaving') return;
  if (variants.length > 2) {
    const description = `interleaving takes exactly two, the control first, not ${variants.length}`;
    yield { field: 'variants', description };
  }
  for (const [index, variant] of variants.entries()) yield* checkVariant(`variants.${index}`, variant);
  if (sticky === true) yield { field: 'sticky', description: 'every unit sees both variants: leave it out' };
  if (metrics !== undefined) {
    const named = { primary: metrics.primary !== '', secondary: metrics.secondary.length > 0 };
    const all = { ...named, guardrails: metrics.guardrails.length > 0, custom: metrics.custom.length > 0 };
    for (const [field, given] of Object.entries(all)) {
      const description = 'clicks on the results of either variant decide: leave it out, an A/B test has metrics';
      if (given) yield { field: `metrics.${field}`, description };
    }
  }
  if (analysis !== undefined && analysis.stratify_by !== null) {
    yield { field: 'analysis.stratify_by', description: 'every page compares both variants: leave it out' };
  }
}

function* checkVariant(
  field: string,
  { key, weight, plan, value }: ExperimentDefinition['variants'][number],
): Iterable<FieldViolation> {
  if (key === interleavedVariant) {
    yield { field: `${field}.key`, description: `${key} is what a page of both is called: take another name` };
  }
  if (weight !== 0) {
    yield { field: `${field}.weight`, description: 'interleaving shows every unit both variants: leave weights out' };
  }
  if (value !== undefined) {
    yield { field: `${field}.value`, description: 'is for flags; interleaving compares rankings: leave it out' };
  }
  for (const part of shared) {
    const description = 'both variants are on one page, which has this once: set it in the base Plan';
    if (part in plan) yield { field: `${field}.plan.${part}`, description };
  }
}
