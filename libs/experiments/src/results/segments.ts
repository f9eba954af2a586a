import { adjust } from '@weir/statistics';
import type { VariantMoments } from '@weir/storage';
import type { Experiment } from '../definition/experiment.js';
import type { MetricRole } from '../metrics/resolve.js';
import { withoutStrata } from './arms.js';
import { comparisonsOf, type VariantMetricResult } from './experiment-results.js';

/** The rest is one segment. */
const mostSegments = 12;

/** Units of one value of an attribute. */
export interface Segment {
  readonly value: string;
  /** Values in it. */
  readonly values: number;
  readonly units: number;
  readonly variants: readonly VariantMetricResult[];
}

export interface SegmentsBy {
  readonly experiment: Experiment;
  readonly phase: number;
  readonly role: MetricRole;
  /** Of the metric, by values of the attribute. */
  readonly moments: readonly VariantMoments[];
  readonly correction: Experiment['analysis']['correction'];
}

/** The comparison within each value, the largest first; p values are corrected for being of several segments and variants. */
export function segmentsOf(by: SegmentsBy): readonly Segment[] {
  const { experiment, role, correction } = by;
  const compared = partsOf(by).map(({ value, values, moments }) => {
    const [metric] = comparisonsOf({ experiment, phase: by.phase, roles: [role], moments });
    const units = moments.reduce((sum, each) => sum + each.units, 0);
    return { value, values, units, variants: metric?.variants ?? [] };
  });
  const pValues = compared.flatMap(({ variants }) =>
    variants.flatMap(({ comparison }) =>
      comparison === undefined || 'problem' in comparison ? [] : [comparison.decidingPValue],
    ),
  );
  const adjusted = pValues.length === 0 ? [] : adjust(pValues, correction);
  let next = 0;
  return compared.map((segment) => ({
    ...segment,
    variants: segment.variants.map(({ comparison, ...shown }): VariantMetricResult => {
      if (comparison === undefined) return shown;
      if ('problem' in comparison) return { ...shown, comparison };
      const adjustedPValue = adjusted[next++] ?? comparison.decidingPValue;
      const significant = adjustedPValue < experiment.analysis.alpha;
      return { ...shown, comparison: { ...comparison, adjustedPValue, significant } };
    }),
  }));
}

interface Part {
  readonly value: string;
  readonly values: number;
  readonly moments: readonly VariantMoments[];
}

/** Values by their units; small ones beyond the last place are added up, but for a quantile, which cannot be. */
function partsOf({ role, moments, experiment }: SegmentsBy): readonly Part[] {
  const byValue = new Map<string, VariantMoments[]>();
  for (const each of moments) byValue.set(each.stratum, [...(byValue.get(each.stratum) ?? []), each]);
  const parts = Array.from(byValue, ([value, each]): Part & { readonly units: number } => ({
    value,
    values: 1,
    moments: each.map((one) => ({ ...one, stratum: '' })),
    units: each.reduce((sum, { units }) => sum + units, 0),
  })).toSorted((a, b) => b.units - a.units);
  if (parts.length <= mostSegments) return parts;
  const rest = parts.slice(mostSegments - 1);
  if (role.metric.kind === 'quantile') return parts.slice(0, mostSegments);
  const together = experiment.variants.flatMap(({ key }) => {
    const small = rest.flatMap((part) => part.moments).filter(({ variant }) => variant === key);
    return small.length === 0 ? [] : [withoutStrata(role.metric, small.map(withoutCovariate))];
  });
  const others = { value: 'other values', values: rest.length, moments: together };
  return [...parts.slice(0, mostSegments - 1), others];
}

/** Sums over values have none. */
function withoutCovariate(moments: VariantMoments): VariantMoments {
  return Object.fromEntries(Object.entries(moments).filter(([name]) => name !== 'pre')) as unknown as VariantMoments;
}
