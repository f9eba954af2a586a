import {
  adjust,
  bayesianTest,
  proportion,
  regressionAdjusted,
  sampleMean,
  sampleRatioMismatch,
  sequentialTest,
  tTest,
  twoProportionZTest,
  type Arms,
  type BayesianResult,
  type PairMoments,
  type SampleRatio,
  type Statistic,
  type TestResult,
} from '@weir/statistics';
import type { Weights } from './flags.js';
import type { MetricKind, UnitSums } from './read-units.js';

export interface AnalysisOptions {
  readonly alpha: number;
  /** Units of both variants at which the always-valid interval is tightest. */
  readonly tuning: number;
  /** The variant that others are compared with; else the one called control, else the first by name. */
  readonly control?: string;
  /** Else equal shares. */
  readonly weights?: Weights;
  readonly hasCovariate: boolean;
}

/** One variant of an analysis. */
interface AnalysedVariant {
  readonly variant: string;
  readonly units: number;
  /** Units that the weights promise it. */
  readonly expected: number;
  readonly mean: number;
  readonly deviation: number;
}

/** A variant against the control. */
export interface Comparison {
  readonly treatment: string;
  readonly absolute: TestResult;
  readonly relative: TestResult;
  /** Of the absolute difference's t-test, corrected for several variants (Holm); absent with two. */
  readonly adjustedPValue?: number;
  /** The pooled z-test of two proportions; absent of a mean, or with a covariate. */
  readonly twoProportions?: { readonly z: number; readonly pValue: number };
  /** Of the relative difference. */
  readonly sequential: TestResult;
  readonly bayesian: BayesianResult;
}

/** All that is said of one metric of an experiment. */
export interface Analysis {
  readonly kind: MetricKind;
  readonly units: number;
  readonly control: string;
  readonly variants: readonly AnalysedVariant[];
  readonly sampleRatio: SampleRatio & { readonly mismatch: boolean };
  readonly comparisons: readonly Comparison[];
}

/** A split less likely than this is a mismatch. */
const MISMATCH_ALPHA = 0.01;

/** Compares every variant with the control. Throws an Error where there is nothing to compare. */
export function analyzeUnits({ kind, variants }: UnitSums, options: AnalysisOptions): Analysis {
  const names = orderOf([...variants.keys()], options.control);
  const [control] = names;
  if (control === undefined || names.length < 2) {
    throw new Error(`There is only the variant ${control ?? ''}: an analysis compares at least two.`);
  }
  const sums = names.map((name) => variants.get(name)!);
  const weights = weightsOf(names, options.weights);
  const ratio = sampleRatioMismatch(
    sums.map(({ n }) => n),
    weights,
  );
  const statistics = sums.map((moments) => statisticOf(moments, kind));
  const comparisons = sums
    .slice(1)
    .map((moments, i) => compare(names[i + 1]!, { control: sums[0]!, treatment: moments }, { ...options, kind }));
  return {
    kind,
    units: sums.reduce((total, { n }) => total + n, 0),
    control,
    variants: statistics.map(({ n, mean, variance }, i) => ({
      variant: names[i]!,
      units: n,
      expected: ratio.expected[i]!,
      mean,
      deviation: Math.sqrt(variance),
    })),
    sampleRatio: { ...ratio, mismatch: ratio.pValue < MISMATCH_ALPHA },
    comparisons: corrected(comparisons),
  };
}

function orderOf(names: readonly string[], control: string | undefined): readonly string[] {
  if (control !== undefined && !names.includes(control)) {
    throw new Error(`No unit is in the control ${control}; the variants are ${names.join(', ')}.`);
  }
  const first = control ?? (names.includes('control') ? 'control' : undefined);
  const sorted = [...names].sort();
  return first === undefined ? sorted : [first, ...sorted.filter((name) => name !== first)];
}

function weightsOf(names: readonly string[], weights: Weights | undefined): readonly number[] {
  if (weights === undefined) return names.map(() => 1);
  if ('length' in weights) {
    if (weights.length === names.length) return weights;
    throw new Error(`--weights gives ${weights.length} shares, and the variants are ${names.join(', ')}.`);
  }
  const unknown = [...weights.keys()].find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Error(`--weights names ${unknown}; the variants are ${names.join(', ')}.`);
  return names.map((name) => {
    const weight = weights.get(name);
    if (weight === undefined) throw new Error(`--weights says nothing of the variant ${name}.`);
    return weight;
  });
}

function statisticOf({ n, m }: PairMoments, kind: MetricKind): Statistic {
  return kind === 'proportion' ? proportion({ n, sum: m.sum }) : sampleMean({ n, ...m });
}

function compare(
  treatment: string,
  sums: { readonly control: PairMoments; readonly treatment: PairMoments },
  { kind, hasCovariate, alpha, tuning }: AnalysisOptions & { readonly kind: MetricKind },
): Comparison {
  const arms: Arms = hasCovariate
    ? regressionAdjusted(sums)
    : { control: statisticOf(sums.control, kind), treatment: statisticOf(sums.treatment, kind) };
  const successes = ({ n, m }: PairMoments): { n: number; sum: number } => ({ n, sum: m.sum });
  return {
    treatment,
    absolute: tTest(arms, { difference: 'absolute', alpha }),
    relative: tTest(arms, { alpha }),
    ...(kind === 'proportion' &&
      !hasCovariate && { twoProportions: twoProportionZTest(successes(sums.control), successes(sums.treatment)) }),
    sequential: sequentialTest(arms, { alpha, tuning }),
    bayesian: bayesianTest(arms, { alpha }),
  };
}

function corrected(comparisons: readonly Comparison[]): readonly Comparison[] {
  if (comparisons.length < 2) return comparisons;
  const adjusted = adjust(
    comparisons.map(({ absolute }) => absolute.pValue),
    'holm',
  );
  return comparisons.map((comparison, i) => ({ ...comparison, adjustedPValue: adjusted[i]! }));
}
