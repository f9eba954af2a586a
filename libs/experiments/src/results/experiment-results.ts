import { adjust, sampleRatioMismatch } from '@weir/statistics';
import type { ExposureCounts, UnitMetric, VariantMoments } from '@weir/storage';
import { batchesOf } from '../allocation/batches.js';
import type { Experiment } from '../definition/experiment.js';
import { type BatchUnits, expectedShares, unitsOfBatches } from './allocated.js';
import { armsOf, statisticOf, withoutStrata } from './arms.js';
import { compare, type Comparison, type NoComparison } from './compare.js';
import { exposureLossPValue } from './exposure-loss.js';
import type { Preference } from './preference.js';
import { type Recommendation, recommend, type VariantEvidence } from './recommend.js';
import type { MetricRole } from '../metrics/resolve.js';
import { weightedArms, weightedStatistic } from './weighted.js';

/** Below this p value the split, or the exposure, is broken: a threshold that honest experiments pass 999 times of 1000. */
const brokenBelow = 0.001;
const dayMs = 86_400_000;

/** What was counted of one phase of an experiment. */
export interface Counted {
  readonly experiment: Experiment;
  readonly phase: number;
  readonly roles: readonly MetricRole[];
  readonly counts: ExposureCounts;
  /** Of every metric of `roles`. */
  readonly moments: readonly VariantMoments[];
  /** ms since the Unix epoch. */
  readonly now: number;
}

interface SampleCheck {
  readonly pValue: number;
  readonly mismatch: boolean;
}

export interface VariantMetricResult {
  readonly variant: string;
  readonly units: number;
  /** Not adjusted, but weighed where weights were allocated. */
  readonly value: number;
  /** Where it is weighed: what it is without. */
  readonly unweighedValue?: number;
  readonly standardError: number;
  /** Absent for the control. */
  readonly comparison?:
    (Comparison & { readonly adjustedPValue: number; readonly significant: boolean }) | NoComparison;
}

export interface MetricResult {
  readonly role: MetricRole;
  /** The control first. */
  readonly variants: readonly VariantMetricResult[];
}

/** What one phase of an experiment has shown. */
export interface ExperimentResults {
  readonly experiment: string;
  readonly phase: number;
  readonly at: number;
  readonly variants: readonly (ExposureCounts['variants'][number] & { readonly weight: number })[];
  readonly leftOut: { readonly crossed: number; readonly bots: number; readonly outliers: number };
  readonly sampleRatio: SampleCheck;
  readonly exposure: SampleCheck;
  /** None where variants are interleaved. */
  readonly metrics: readonly MetricResult[];
  /** Where they are: which ranking was preferred. */
  readonly preference?: Preference;
  /** Where weights were allocated: what each batch drew. All values and comparisons are then corrected for it. */
  readonly batches?: readonly BatchUnits[];
  readonly recommendation: Recommendation;
}

/** Every number of one phase, and what to do. */
export function resultsOf(counted: Counted): ExperimentResults {
  const { experiment, counts, now } = counted;
  const phase = experiment.phases.find((each) => each.phase === counted.phase);
  const batches = unitsOfBatches(phase?.batches ?? [], experiment, counted.moments);
  const shares = batches.length === 0 ? undefined : expectedShares(batches, experiment.variants);
  const variants = experiment.variants.map(({ key, weight }, at) => ({
    ...(counts.variants.find(({ variant }) => variant === key) ?? {
      variant: key,
      units: 0,
      reached: 0,
      failed: 0,
      days: [],
    }),
    weight: shares?.[at] ?? phase?.weights[key] ?? weight,
  }));
  const units = variants.map((each) => each.units);
  const weights = variants.map(({ weight }) => weight);
  const sampleRatio = check(sampleRatioMismatch(units, weights).pValue);
  const exposure = check(exposureLossPValue(variants));
  const metrics = corrected(counted, comparisonsOf(counted));
  const total = units.reduce((sum, each) => sum + each, 0) + counts.inSeveralVariants;
  const recommendation = recommend({
    running: experiment.state === 'running' && counted.phase === experiment.phase,
    days: phase === undefined ? 0 : (now - phase.started_at) / dayMs,
    ...plannedUnits(experiment),
    control: variants[0]!,
    treatments: evidenceOf(experiment, metrics),
    sampleRatio,
    exposure: { pValue: exposure.pValue, lost: exposure.mismatch },
    crossed: total === 0 ? 0 : counts.inSeveralVariants / total,
  });
  return {
    experiment: experiment.key,
    phase: counted.phase,
    at: now,
    variants,
    leftOut: { crossed: counts.inSeveralVariants, bots: counts.bots, outliers: counts.outliers },
    sampleRatio,
    exposure,
    metrics,
    ...(batches.length > 0 && { batches }),
    recommendation,
  };
}

function check(pValue: number): SampleCheck {
  return { pValue, mismatch: pValue < brokenBelow };
}

function plannedUnits({ planned_sample_size: planned, variants }: Experiment): { readonly plannedUnits?: number } {
  return planned === null ? {} : { plannedUnits: Math.ceil(planned / variants.length) };
}

interface Uncorrected {
  readonly role: MetricRole;
  readonly variants: readonly (Omit<VariantMetricResult, 'comparison'> & {
    readonly comparison?: Comparison | NoComparison;
  })[];
}

/** Every metric of every variant against the control, p values not corrected for being several. */
export function comparisonsOf({
  experiment,
  phase,
  roles,
  moments,
}: Pick<Counted, 'experiment' | 'phase' | 'roles' | 'moments'>): readonly Uncorrected[] {
  const [control] = experiment.variants;
  const batches = batchesOf(experiment, phase);
  return roles.map((role) => {
    const { metric } = role;
    const margin = role.role === 'guardrail' ? role.margin : undefined;
    const of = (variant: string): readonly VariantMoments[] =>
      moments.filter((each) => each.metric === metric.key && each.variant === variant);
    const variants = experiment.variants.map(({ key }) => {
      const whole = withoutStrata(metric, of(key));
      const plainly = statisticOf(metric, whole);
      const { mean, variance } = batches.length === 0 ? plainly : weightedStatistic(of(key), key, batches);
      const shown = {
        variant: key,
        units: whole.units,
        value: mean,
        ...(batches.length > 0 && { unweighedValue: plainly.mean }),
        standardError: whole.units > 0 && variance > 0 ? Math.sqrt(variance / whole.units) : 0,
      };
      if (key === control!.key) return shown;
      const two = { control: of(control!.key), treatment: of(key) };
      const by = { metric, analysis: experiment.analysis, ...(margin !== undefined && { margin }) };
      if (batches.length > 0) {
        return { ...shown, comparison: compare(weightedArms(two, [control!.key, key], batches), undefined, by) };
      }
      const plain = isAdjusted(metric, two) ? plainArms(metric, two) : undefined;
      return { ...shown, comparison: compare(armsOf(metric, two), plain, by) };
    });
    return { role, variants };
  });
}

function isAdjusted(metric: UnitMetric, { control, treatment }: Parameters<typeof armsOf>[1]): boolean {
  const both = [...control, ...treatment];
  return metric.kind !== 'quantile' && (both.some(({ pre }) => pre !== undefined) || both.length > 2);
}

function plainArms(metric: UnitMetric, { control, treatment }: Parameters<typeof armsOf>[1]) {
  return {
    control: statisticOf(metric, withoutStrata(metric, control)),
    treatment: statisticOf(metric, withoutStrata(metric, treatment)),
  };
}

/**
 * P values corrected for being several: the primary metric's over the variants alone, the secondary metrics' over
 * metrics and variants. Guardrails are not corrected: a correction would make harm harder to see.
 */
function corrected({ experiment }: Counted, metrics: readonly Uncorrected[]): readonly MetricResult[] {
  const { alpha, correction } = experiment.analysis;
  const families = new Map<string, readonly number[]>();
  for (const kind of ['primary', 'secondary']) {
    const pValues = metrics.flatMap(({ role, variants }) =>
      role.role === kind ? variants.flatMap(({ comparison }) => decidingPValue(comparison) ?? []) : [],
    );
    families.set(kind, pValues.length === 0 ? [] : adjust(pValues, correction));
  }
  const taken = new Map<string, number>();
  return metrics.map(({ role, variants }) => ({
    role,
    variants: variants.map(({ comparison, ...shown }) => {
      if (comparison === undefined) return shown;
      if ('problem' in comparison) return { ...shown, comparison };
      const at = taken.get(role.role) ?? 0;
      taken.set(role.role, at + 1);
      const adjustedPValue = families.get(role.role)?.[at] ?? comparison.decidingPValue;
      return { ...shown, comparison: { ...comparison, adjustedPValue, significant: adjustedPValue < alpha } };
    }),
  }));
}

function decidingPValue(comparison: Comparison | NoComparison | undefined): number | undefined {
  return comparison === undefined || 'problem' in comparison ? undefined : comparison.decidingPValue;
}

function evidenceOf(experiment: Experiment, metrics: readonly MetricResult[]): readonly VariantEvidence[] {
  return experiment.variants.slice(1).map(({ key }) => {
    const of = (result: MetricResult): VariantMetricResult | undefined =>
      result.variants.find(({ variant }) => variant === key);
    const primary = metrics.find(({ role }) => role.role === 'primary');
    const found = primary && of(primary);
    const comparison = found?.comparison;
    const sign = primary?.role.metric.better === 'lower' ? -1 : 1;
    return {
      variant: key,
      units: found?.units ?? 0,
      ...(primary !== undefined &&
        comparison !== undefined &&
        !('problem' in comparison) && {
          primary: {
            metric: primary.role.metric.key,
            gain: sign * comparison.effect,
            significant: comparison.significant,
          },
        }),
      guardrails: metrics
        .filter(({ role }) => role.role === 'guardrail')
        .map((result) => {
          const guard = of(result)?.comparison;
          const state = guard === undefined || 'problem' in guard ? 'unsure' : (guard.guardrail ?? 'unsure');
          return { metric: result.role.metric.key, state };
        }),
    };
  });
}
