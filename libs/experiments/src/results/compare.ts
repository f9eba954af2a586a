import {
  type Arms,
  bayesianTest,
  type EffectError,
  effectOf,
  nonInferiority,
  sequentialTest,
  tTest,
} from '@weir/statistics';
import type { UnitMetric } from '@weir/storage';
import type { Experiment } from '../definition/experiment.js';

/** A variant against the control on one metric; effects are relative to the control. */
export interface Comparison {
  readonly effect: number;
  readonly absoluteEffect: number;
  /** Right if looked at once. */
  readonly fixed: readonly [low: number, high: number];
  readonly pValue: number;
  /** Right however often it is looked at. */
  readonly sequential: readonly [low: number, high: number];
  readonly sequentialPValue: number;
  /** The p value that the experiment decides by, before it is corrected for being one of several. */
  readonly decidingPValue: number;
  readonly chanceToWin: number;
  /** Expected relative loss by shipping the variant. */
  readonly risk: number;
  readonly credible: readonly [low: number, high: number];
  /** Share of the variance that CUPED or post-stratification took away. */
  readonly varianceReduction?: number;
  /** With a margin. */
  readonly guardrail?: 'ok' | 'broken' | 'unsure';
}

/** Why there is nothing to compare, for people. */
export interface NoComparison {
  readonly problem: string;
}

export interface ComparedBy {
  readonly metric: UnitMetric;
  readonly analysis: Experiment['analysis'];
  /** Of a guardrail: how much worse it may be, relative. */
  readonly margin?: number;
}

/** Every reading of one variant against the control; `plain` is the same without CUPED and strata, where there are any. */
export function compare(
  arms: Arms,
  plain: Arms | undefined,
  { metric, analysis, margin }: ComparedBy,
): Comparison | NoComparison {
  const { alpha, prior, test, sequential_tuning: tuning } = analysis;
  const fixed = tTest(arms, { alpha });
  if (fixed.error !== null) return { problem: problems[fixed.error] };
  const sequential = sequentialTest(arms, { alpha, tuning });
  const bayesian = bayesianTest(arms, { alpha, better: metric.better, ...(prior !== null && { prior }) });
  const reduction = varianceReduction(arms, plain);
  return {
    effect: fixed.effect,
    absoluteEffect: effectOf(arms, 'absolute').estimate,
    fixed: fixed.interval,
    pValue: fixed.pValue,
    sequential: sequential.interval,
    sequentialPValue: sequential.pValue,
    decidingPValue: test === 'sequential' ? sequential.pValue : fixed.pValue,
    chanceToWin: bayesian.chanceToWin,
    risk: bayesian.risk.treatment,
    credible: bayesian.interval,
    ...(reduction !== undefined && { varianceReduction: reduction }),
    ...(margin !== undefined && {
      guardrail:
        verdicts[
          nonInferiority(arms, {
            margin,
            better: metric.better,
            alpha,
            ...(test === 'sequential' && { sequential: { tuning } }),
          }).verdict
        ],
    }),
  };
}

const problems: Readonly<Record<EffectError, string>> = {
  NO_UNITS_IN_VARIATION: 'one of the variants has no units yet',
  ZERO_NEGATIVE_VARIANCE: 'all units of a variant have the same value so far',
  ZERO_NEGATIVE_BASELINE_VARIATION: 'the control has a mean of 0: nothing is relative to it',
};

const verdicts = { 'non-inferior': 'ok', inferior: 'broken', inconclusive: 'unsure' } as const;

/** Undefined where nothing was adjusted. */
function varianceReduction(arms: Arms, plain: Arms | undefined): number | undefined {
  if (plain === undefined) return undefined;
  const before = effectOf(plain, 'absolute').standardError ** 2;
  const after = effectOf(arms, 'absolute').standardError ** 2;
  return before > 0 ? 1 - after / before : undefined;
}
