import { type Experiment, experimentDefinitionSchema, type ExperimentInput } from '../src/definition/experiment.js';
import { draftOf, transition } from '../src/life-cycle/transitions.js';

/** When experiments of tests begin, ms since 1970. */
export const begun = Date.UTC(2026, 0, 1);

/** Two even variants, of which the second changes the reranker's window, but for what `input` says. */
export function inputOf(input: Partial<ExperimentInput> = {}): ExperimentInput {
  return {
    key: 'window',
    variants: [
      { key: 'control', weight: 0.5 },
      { key: 'treatment', weight: 0.5, plan: { reranker: { window: 40 } } },
    ],
    metrics: { primary: 'ctr' },
    ...input,
  };
}

export function draft(input: Partial<ExperimentInput> = {}): Experiment {
  return draftOf(experimentDefinitionSchema.parse(inputOf(input)), begun);
}

export function running(input: Partial<ExperimentInput> = {}): Experiment {
  return transition(draft(input), 'running', { now: begun, reason: '' });
}

/** Two rankings on one page, of which the second has no ranker, but for what `input` says. */
export function interleaving(input: Partial<ExperimentInput> = {}): ExperimentInput {
  return {
    key: 'rankers',
    kind: 'interleaving',
    variants: [{ key: 'control' }, { key: 'other', plan: { ranker: { model: null } } }],
    metrics: undefined,
    ...input,
  };
}
