import type { GetResultsResponse } from '@weir/contracts';
import type { ExperimentResults, MetricResult, VariantMetricResult } from '../results/experiment-results.js';
import type { Preference } from '../results/preference.js';

type MetricMessage = GetResultsResponse['metrics'][number];
type VariantMessage = MetricMessage['variants'][number];
type ComparisonMessage = NonNullable<VariantMessage['comparison']>;

/** Results as the API tells them. */
export function toResultsMessage(results: ExperimentResults): GetResultsResponse {
  const { experiment, phase, at, variants, leftOut, sampleRatio, exposure, metrics, recommendation } = results;
  const { preference, batches = [] } = results;
  return {
    experiment,
    phase,
    at_ms: at,
    variants: variants.map(({ variant, weight, units, reached, failed, days }) => ({
      variant,
      weight,
      units,
      reached,
      failed,
      days: days.map(({ day, units: ofDay }) => ({ day, units: ofDay })),
    })),
    left_out: leftOut,
    sample_ratio: { p_value: sampleRatio.pValue, mismatch: sampleRatio.mismatch },
    exposure: { p_value: exposure.pValue, mismatch: exposure.mismatch },
    metrics: metrics.map(toMetric),
    batches: batches.map(({ batch, from, weights, units }) => ({ batch, from_ms: from, weights, units })),
    preference: preference === undefined ? undefined : toPreference(preference),
    recommendation: {
      action: recommendation.action,
      reason: recommendation.reason,
      variant: recommendation.variant ?? '',
      days_left: recommendation.daysLeft,
    },
  };
}

export function toPreference(preference: Preference): NonNullable<GetResultsResponse['preference']> {
  const { control, challenger, units, impressions, wins, losses } = preference;
  return {
    control,
    challenger,
    units,
    impressions,
    wins,
    losses,
    ties: impressions - wins - losses,
    preference: preference.preference,
    standard_error: preference.standardError,
    fixed: toInterval(preference.fixed),
    p_value: preference.pValue,
    sign_p_value: preference.signPValue,
    sequential: toInterval(preference.sequential),
    sequential_p_value: preference.sequentialPValue,
    significant: preference.significant,
  };
}

function toMetric({ role, variants }: MetricResult): MetricMessage {
  return {
    metric: role.metric.key,
    role: role.role,
    kind: role.metric.kind,
    better: role.metric.better,
    margin: role.role === 'guardrail' ? role.margin : undefined,
    variants: variants.map(toVariantMetric),
  };
}

export function toVariantMetric(found: VariantMetricResult): VariantMessage {
  const { variant, units, value, unweighedValue, standardError, comparison } = found;
  return {
    variant,
    units,
    value,
    unweighed_value: unweighedValue,
    standard_error: standardError,
    comparison: comparison === undefined ? undefined : toComparison(comparison),
  };
}

function toComparison(comparison: NonNullable<VariantMetricResult['comparison']>): ComparisonMessage {
  if ('problem' in comparison) return { ...nothing, problem: comparison.problem };
  return {
    effect: comparison.effect,
    absolute_effect: comparison.absoluteEffect,
    fixed: toInterval(comparison.fixed),
    p_value: comparison.pValue,
    sequential: toInterval(comparison.sequential),
    sequential_p_value: comparison.sequentialPValue,
    adjusted_p_value: comparison.adjustedPValue,
    significant: comparison.significant,
    chance_to_win: comparison.chanceToWin,
    risk: comparison.risk,
    credible: toInterval(comparison.credible),
    variance_reduction: comparison.varianceReduction,
    problem: '',
    guardrail: comparison.guardrail ?? '',
  };
}

const nothing: ComparisonMessage = {
  effect: 0,
  absolute_effect: 0,
  fixed: undefined,
  p_value: 1,
  sequential: undefined,
  sequential_p_value: 1,
  adjusted_p_value: 1,
  significant: false,
  chance_to_win: 0.5,
  risk: 0,
  credible: undefined,
  variance_reduction: undefined,
  problem: '',
  guardrail: '',
};

/** An end that is not finite is left out: JSON has no infinity. */
function toInterval([low, high]: readonly [number, number]): ComparisonMessage['fixed'] {
  return { low: Number.isFinite(low) ? low : undefined, high: Number.isFinite(high) ? high : undefined };
}
