import { type PartialPlan, type Plan, planDifference, planFingerprint, planSchema } from '@weir/cascade';
import { type PairedEffect, pairedTTest } from '@weir/evaluation';
import { average } from './choose.js';
import type { CrossValidation } from './cross-validate.js';
import type { Search, Trial } from './greedy-search.js';

/** What `weir tune --json` prints. Plans are written as what is not the default; times are in ms. */
export interface TuningReport {
  readonly catalogue: string;
  readonly products: number;
  readonly queries: number;
  readonly gains: string;
  readonly k: number;
  readonly start: TrialReport;
  readonly steps: readonly StepReport[];
  /** What the steps came to. */
  readonly found: TrialReport & PairedEffect;
  /** What is taken: the Plan found if it holds on unseen queries, else the Plan of before. */
  readonly chosen: TrialReport & PairedEffect;
  readonly holds: boolean;
  /** Null with fewer than two folds of different queries. */
  readonly cross_validation: CrossValidationReport | null;
  /** The file that the Plan was written into; null where it was printed. */
  readonly written: string | null;
}

interface TrialReport {
  readonly plan: PartialPlan;
  readonly ndcg: number;
  readonly p50_ms: number;
  readonly p95_ms: number;
  /** Half of the searches at least within `deadline_ms`, the reranker within `reranker.budget_ms`; true where time was to be left out. */
  readonly within_budgets: boolean;
}

/** Differences are to the Plan that the step began with. */
interface StepReport {
  readonly setting: string;
  readonly trials: readonly (TrialReport &
    PairedEffect & {
      /** What it does not have in common with the Plan that the step began with. */
      readonly change: PartialPlan;
      readonly chosen: boolean;
    })[];
}

/** The way of choosing on queries that it has not seen. Differences are to the Plan of before, on the same queries. */
interface CrossValidationReport extends PairedEffect {
  readonly folds: number;
  readonly ndcg: number;
  /** By how much the NDCG of the Plan found is higher, on the queries that it was found on. */
  readonly optimism: number;
  /** Plans that the folds came to, the commonest first. */
  readonly plans: readonly { readonly plan: PartialPlan; readonly folds: number }[];
}

export interface Tuned {
  readonly search: Search;
  readonly validation: CrossValidation | undefined;
  readonly holds: boolean;
}

export function tuningReport(
  { search: { start, steps, chosen: found }, validation, holds }: Tuned,
  about: Pick<TuningReport, 'catalogue' | 'products' | 'queries' | 'gains' | 'k' | 'written'>,
): TuningReport {
  const against = (trial: Trial, before: Trial): TrialReport & PairedEffect => ({
    ...trialReport(trial),
    ...pairedTTest(before.ndcg, trial.ndcg),
  });
  return {
    ...about,
    start: trialReport(start),
    steps: steps.map((step) => ({
      setting: step.coordinate,
      trials: step.trials.map((trial) => ({
        change: planDifference(trial.plan, step.before.plan),
        ...against(trial, step.before),
        chosen: trial === step.chosen,
      })),
    })),
    found: against(found, start),
    chosen: against(holds ? found : start, start),
    holds,
    cross_validation: validation === undefined ? null : validationReport(validation, start, found),
  };
}

/** What is written down of a Plan. */
function notDefault(plan: Plan): PartialPlan {
  return planDifference(plan, defaultPlan);
}

const defaultPlan = planSchema.parse({});

function trialReport({ plan, ndcg, p50Ms, p95Ms, fits }: Trial): TrialReport {
  return {
    plan: notDefault(plan),
    ndcg: average(ndcg),
    p50_ms: rounded(p50Ms),
    p95_ms: rounded(p95Ms),
    within_budgets: fits,
  };
}

function validationReport({ folds, ndcg, plans }: CrossValidation, start: Trial, found: Trial): CrossValidationReport {
  const counted = new Map<string, { plan: PartialPlan; folds: number }>();
  for (const plan of plans) {
    const key = planFingerprint(plan);
    counted.set(key, { plan: notDefault(plan), folds: (counted.get(key)?.folds ?? 0) + 1 });
  }
  return {
    folds,
    ndcg: average(ndcg),
    optimism: average(found.ndcg) - average(ndcg),
    ...pairedTTest(start.ndcg, ndcg),
    plans: [...counted.values()].sort((a, b) => b.folds - a.folds),
  };
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}
