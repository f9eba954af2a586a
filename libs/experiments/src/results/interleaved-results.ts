import type { CreditCount, ExposureCounts } from '@weir/storage';
import { interleavedVariant } from '../definition/drawn-variants.js';
import type { Experiment } from '../definition/experiment.js';
import type { ExperimentResults } from './experiment-results.js';
import { preferenceOf } from './preference.js';
import { recommendPreferred } from './recommend-preferred.js';

const dayMs = 86_400_000;

/** What was counted of one phase of an interleaved experiment. */
export interface CountedPages {
  readonly experiment: Experiment;
  readonly phase: number;
  readonly counts: ExposureCounts;
  readonly credit: readonly CreditCount[];
  /** ms since the Unix epoch. */
  readonly now: number;
}

/** Which ranking was preferred, and what to do. All units see both, so there is no split and no exposure to check. */
export function interleavedResultsOf({ experiment, phase, counts, credit, now }: CountedPages): ExperimentResults {
  const kept = experiment.phases.find((each) => each.phase === phase);
  const preference = preferenceOf(experiment, credit);
  const { planned_sample_size: planned } = experiment;
  const sound = { pValue: 1, mismatch: false };
  return {
    experiment: experiment.key,
    phase,
    at: now,
    variants: counts.variants
      .filter(({ variant }) => variant === interleavedVariant)
      .map((each) => ({ ...each, weight: 1 })),
    leftOut: { crossed: counts.inSeveralVariants, bots: counts.bots, outliers: counts.outliers },
    sampleRatio: sound,
    exposure: sound,
    metrics: [],
    preference,
    recommendation: recommendPreferred({
      running: experiment.state === 'running' && phase === experiment.phase,
      days: kept === undefined ? 0 : (now - kept.started_at) / dayMs,
      ...(planned !== null && { plannedUnits: planned }),
      preference,
    }),
  };
}
