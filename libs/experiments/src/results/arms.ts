import {
  type Arms,
  postStratified,
  postStratifiedRatio,
  proportion,
  quantile,
  ratio,
  regressionAdjusted,
  regressionAdjustedRatio,
  sampleMean,
  type Statistic,
} from '@weir/statistics';
import type { UnitMetric, VariantMoments } from '@weir/storage';

/** Moments of one metric of two variants: one entry a stratum, in any order. */
export interface MomentsOfTwo {
  readonly control: readonly VariantMoments[];
  readonly treatment: readonly VariantMoments[];
}

/** What is compared: means of counts and sums, shares, ratios or quantiles, post-stratified or adjusted (CUPED) where the moments have what it takes. */
export function armsOf(metric: UnitMetric, { control, treatment }: MomentsOfTwo): Arms {
  const strata = new Set([...control, ...treatment].map(({ stratum }) => stratum));
  if (strata.size > 1 && metric.kind !== 'quantile') return stratified(metric, { control, treatment }, [...strata]);
  const arms = { control: control[0] ?? nothing(metric), treatment: treatment[0] ?? nothing(metric) };
  if (arms.control.pre !== undefined && arms.treatment.pre !== undefined) return adjusted(metric, arms);
  return { control: statisticOf(metric, arms.control), treatment: statisticOf(metric, arms.treatment) };
}

/** One variant's metric over all strata, not adjusted: the value that people are shown. */
export function statisticOf(metric: UnitMetric, moments: VariantMoments): Statistic {
  const { units: n, m } = moments;
  if (metric.kind === 'proportion') return proportion({ n, sum: m.sum });
  if (metric.kind === 'ratio') return ratio(pairOf(moments));
  if (metric.kind !== 'quantile') return sampleMean({ n, ...m });
  const found = moments.quantile;
  if (found === undefined || found.values === 0) return { n, mean: 0, variance: 0 };
  const { clusters, value, lower, upper } = found;
  return quantile({
    level: metric.quantile ?? 0.5,
    estimate: value,
    lower,
    upper,
    units: { n: clusters.units, m: clusters.m, d: clusters.d, sumProducts: clusters.sumProducts },
  });
}

/** Sums over all strata; a quantile's cannot be added and is that of the first. */
export function withoutStrata(metric: UnitMetric, moments: readonly VariantMoments[]): VariantMoments {
  return (
    moments.reduce<VariantMoments | undefined>(
      (whole, each) => (whole === undefined ? each : added(whole, each)),
      undefined,
    ) ?? nothing(metric)
  );
}

function stratified(metric: UnitMetric, moments: MomentsOfTwo, strata: readonly string[]): Arms {
  const of = (side: readonly VariantMoments[], stratum: string): VariantMoments =>
    side.find((each) => each.stratum === stratum) ?? nothing(metric);
  const pairs = strata.map((stratum) => ({
    control: of(moments.control, stratum),
    treatment: of(moments.treatment, stratum),
  }));
  if (metric.kind === 'ratio') {
    return postStratifiedRatio(
      pairs.map(({ control, treatment }) => ({ control: pairOf(control), treatment: pairOf(treatment) })),
    );
  }
  const plain = ({ units: n, m }: VariantMoments) => ({ n, ...m });
  return postStratified(
    pairs.map(({ control, treatment }) => ({ control: plain(control), treatment: plain(treatment) })),
  );
}

function adjusted(metric: UnitMetric, { control, treatment }: { control: VariantMoments; treatment: VariantMoments }) {
  if (metric.kind !== 'ratio') {
    const pair = ({ units: n, m, pre }: VariantMoments) => ({
      n,
      m,
      d: pre?.m ?? none,
      sumProducts: pre?.postPre ?? 0,
    });
    return regressionAdjusted({ control: pair(control), treatment: pair(treatment) });
  }
  const pair = ({ units: n, m, d, sumProducts, pre }: VariantMoments) => ({
    n,
    post: { m, d: d ?? none, sumProducts: sumProducts ?? 0 },
    pre: { m: pre?.m ?? none, d: pre?.ratio?.d ?? none, sumProducts: pre?.ratio?.sumProducts ?? 0 },
    across: {
      mm: pre?.postPre ?? 0,
      md: pre?.ratio?.mPostDPre ?? 0,
      dm: pre?.ratio?.dPostMPre ?? 0,
      dd: pre?.ratio?.dPostDPre ?? 0,
    },
  });
  return regressionAdjustedRatio({ control: pair(control), treatment: pair(treatment) });
}

const none = { sum: 0, sumSquares: 0 };

function nothing({ key }: UnitMetric): VariantMoments {
  return { metric: key, variant: '', stratum: '', units: 0, m: none };
}

function pairOf({ units: n, m, d, sumProducts }: VariantMoments) {
  return { n, m, d: d ?? none, sumProducts: sumProducts ?? 0 };
}

function added(one: VariantMoments, other: VariantMoments): VariantMoments {
  const sums = (a: VariantMoments['m'], b: VariantMoments['m']) => ({
    sum: a.sum + b.sum,
    sumSquares: a.sumSquares + b.sumSquares,
  });
  return {
    ...one,
    units: one.units + other.units,
    m: sums(one.m, other.m),
    ...(one.d !== undefined && other.d !== undefined && { d: sums(one.d, other.d) }),
    sumProducts: (one.sumProducts ?? 0) + (other.sumProducts ?? 0),
  };
}
