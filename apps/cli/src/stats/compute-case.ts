import {
  bayesianTest,
  proportion,
  ratio,
  regressionAdjusted,
  sampleMean,
  sampleRatioMismatch,
  sequentialTest,
  tTest,
  type Arms,
  type BayesianResult,
  type Difference,
  type PairMoments,
  type Statistic,
  type Sums,
  type TestOptions,
  type TestResult,
} from '@weir/statistics';
import type { VectorCase, VectorMean } from './vector-cases.js';

/** Computes a case by libs/statistics; the answer has the words and the shape of such a file. */
export function computeCase(vector: VectorCase): Readonly<Record<string, unknown>> {
  switch (vector.kind) {
    case 'srm_chi_square':
      return { p: sampleRatioMismatch(vector.input.users, vector.input.weights).pValue };
    case 'ttest_two_sided_mean':
      return frequentist(tTest(both(vector.input, meanOf), testOptions(vector.input)));
    case 'ttest_two_sided_proportion':
      return frequentist(tTest(both(vector.input, proportion), testOptions(vector.input)));
    case 'ratio_delta_ttest':
      return frequentist(tTest(both(vector.input, ratioOf), testOptions(vector.input)));
    case 'cuped_ttest_mean': {
      const { a, b } = vector.input;
      const arms = regressionAdjusted({ control: withCovariate(a), treatment: withCovariate(b) });
      return frequentist(tTest(arms, testOptions(vector.input)));
    }
    case 'sequential_two_sided_mean':
      return frequentist(sequentialTest(both(vector.input, meanOf), sequentialOptions(vector.input)));
    case 'sequential_two_sided_proportion':
      return frequentist(sequentialTest(both(vector.input, proportion), sequentialOptions(vector.input)));
    case 'bayesian_effect_mean_flat':
      return bayesian(both(vector.input, meanOf), testOptions(vector.input));
    case 'bayesian_effect_proportion_flat':
      return bayesian(both(vector.input, proportion), testOptions(vector.input));
    case 'bayesian_effect_mean_prior0_0.1':
      return bayesian(both(vector.input, meanOf), {
        ...testOptions(vector.input),
        prior: { mean: 0, deviation: 0.1 },
      });
  }
}

function both<S>({ a, b }: { readonly a: S; readonly b: S }, statistic: (sums: S) => Statistic): Arms {
  return { control: statistic(a), treatment: statistic(b) };
}

interface Options {
  readonly difference_type: Difference;
  readonly alpha?: number | undefined;
}

function testOptions({ difference_type: difference, alpha }: Options): TestOptions {
  return { difference, ...(alpha !== undefined && { alpha }) };
}

function sequentialOptions(
  input: Options & { readonly sequential_tuning_parameter: number },
): TestOptions & { readonly tuning: number } {
  return { ...testOptions(input), tuning: input.sequential_tuning_parameter };
}

function meanOf({ n, ...sums }: VectorMean): Statistic {
  return sampleMean({ n, ...sumsOf(sums) });
}

function sumsOf({ sum, sum_squares: sumSquares }: Omit<VectorMean, 'n'>): Sums {
  return { sum, sumSquares };
}

function ratioOf(input: {
  readonly n: number;
  readonly m: VectorMean;
  readonly d: VectorMean;
  readonly m_d_sum_of_products: number;
}): Statistic {
  return ratio({ n: input.n, m: sumsOf(input.m), d: sumsOf(input.d), sumProducts: input.m_d_sum_of_products });
}

function withCovariate(input: {
  readonly n: number;
  readonly post: VectorMean;
  readonly pre: VectorMean;
  readonly post_pre_sum_of_products: number;
}): PairMoments {
  const { n, post, pre, post_pre_sum_of_products: sumProducts } = input;
  return { n, m: sumsOf(post), d: sumsOf(pre), sumProducts };
}

function frequentist({
  effect,
  interval,
  standardError,
  pValue,
  error,
}: TestResult): Readonly<Record<string, unknown>> {
  return { ...shared({ effect, interval, standardError, error }), pValue, pValueErrorMessage: null };
}

function bayesian(arms: Arms, options: Parameters<typeof bayesianTest>[1]): Readonly<Record<string, unknown>> {
  const { chanceToWin, risk, ...result } = bayesianTest(arms, options);
  const riskType = options?.difference ?? 'relative';
  return { ...shared(result), chanceToWin, risk: [risk.control, risk.treatment], riskType };
}

function shared({
  effect,
  interval,
  standardError,
  error,
}: Pick<BayesianResult, 'effect' | 'interval' | 'standardError' | 'error'>): Readonly<Record<string, unknown>> {
  return {
    expected: effect,
    ci: interval,
    uplift: { dist: 'normal', mean: effect, stddev: standardError },
    errorMessage: error,
  };
}
