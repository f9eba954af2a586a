import { normalPpf } from '../distributions/normal.js';
import { addMoments, type Moments } from '../moments.js';

/** What a bandit did between two changes of its weights. */
export interface BanditBatch {
  /** Probability with which each unit of the batch got each variant. */
  readonly weights: readonly number[];
  /** What the variants' units then did. */
  readonly arms: readonly Moments[];
}

export interface ArmEstimate {
  readonly mean: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
}

export interface CorrectionOptions {
  /** Number of the variant. */
  readonly arm: number;
  /** Of the interval. @defaultValue 0.95 */
  readonly level?: number;
}

/**
 * The plain mean of a variant, as if its weights had been fixed. Biased downwards under a bandit: a variant that is unlucky
 * gets less traffic and so keeps its bad luck. For comparison only. Nie, Tian, Taylor and Zou, AISTATS 2018.
 */
export function naiveMean(batches: readonly BanditBatch[], { arm, level }: CorrectionOptions): ArmEstimate {
  const all = batches.map(({ arms }) => arms[arm]!).reduce(addMoments);
  const mean = all.sum / all.n;
  const variance = (all.sumSquares - all.n * mean * mean) / (all.n - 1);
  return withInterval(mean, Math.sqrt(variance / all.n), level);
}

/** Inverse propensity weighting: the mean over all units of value / weight, 0 for units of other variants. Unbiased. */
export function inverseWeightedMean(batches: readonly BanditBatch[], { arm, level }: CorrectionOptions): ArmEstimate {
  let units = 0;
  let sum = 0;
  let squares = 0;
  for (const { total, weight, moments } of batchesOf(batches, arm)) {
    units += total;
    sum += moments.sum / weight;
    squares += moments.sumSquares / (weight * weight);
  }
  const mean = sum / units;
  return withInterval(mean, Math.sqrt((squares / units - mean * mean) / units), level);
}

/** The same over the sum of 1 / weight, so that it is the mean of the values where all are alike. */
export function selfNormalisedMean(batches: readonly BanditBatch[], { arm, level }: CorrectionOptions): ArmEstimate {
  let bottom = 0;
  let top = 0;
  for (const { weight, moments } of batchesOf(batches, arm)) {
    bottom += moments.n / weight;
    top += moments.sum / weight;
  }
  const mean = top / bottom;
  let squares = 0;
  for (const { weight, moments } of batchesOf(batches, arm)) {
    squares += centredSquares(moments, mean) / (weight * weight);
  }
  return withInterval(mean, Math.sqrt(squares) / bottom, level);
}

/**
 * Adaptively weighted, augmented inverse propensity: each unit's score is m + (value - m) / weight, m being the variant's
 * mean in the batches before, and scores are weighted by sqrt(weight), which keeps the variance of every batch's
 * contribution alike. So the estimate is normal although the weights depended on the data, and its interval holds. Hadad,
 * Hirshberg, Zhan, Wager and Athey, Confidence intervals for policy evaluation in adaptive experiments, PNAS 2021
 * (constant allocation).
 */
export function adaptivelyWeightedMean(
  batches: readonly BanditBatch[],
  { arm, level }: CorrectionOptions,
): ArmEstimate {
  const scores = scoresOf(batches, arm);
  let bottom = 0;
  let top = 0;
  for (const { total, share, sum } of scores) {
    bottom += share * total;
    top += share * sum;
  }
  const mean = top / bottom;
  let squares = 0;
  for (const { total, share, sum, sumSquares } of scores) {
    squares += share * share * (sumSquares - 2 * mean * sum + mean * mean * total);
  }
  return withInterval(mean, Math.sqrt(squares) / bottom, level);
}

/**
 * How much higher one variant's adaptively weighted mean is than another's. The variances add up: each estimate is
 * asymptotically independent of the other. Hadad et al. 2021, section 4.
 */
export function adaptivelyWeightedDifference(
  batches: readonly BanditBatch[],
  { arm, baseline, level }: CorrectionOptions & { readonly baseline: number },
): ArmEstimate {
  const above = adaptivelyWeightedMean(batches, { arm });
  const below = adaptivelyWeightedMean(batches, { arm: baseline });
  return withInterval(above.mean - below.mean, Math.hypot(above.standardError, below.standardError), level);
}

interface BatchScores {
  /** Units of the batch, of all variants. */
  readonly total: number;
  /** Weight of each score. */
  readonly share: number;
  readonly sum: number;
  readonly sumSquares: number;
}

function scoresOf(batches: readonly BanditBatch[], arm: number): BatchScores[] {
  let before = { n: 0, sum: 0, sumSquares: 0 };
  return batchesOf(batches, arm).map(({ total, weight, moments }) => {
    const expected = before.n === 0 ? 0 : before.sum / before.n;
    before = addMoments(before, moments);
    const surprise = moments.sum - moments.n * expected;
    return {
      total,
      share: Math.sqrt(weight),
      sum: total * expected + surprise / weight,
      // Units of other variants score `expected`; the variant's own have its square, a cross term and the surprise's.
      sumSquares:
        total * expected * expected +
        (2 * expected * surprise) / weight +
        centredSquares(moments, expected) / (weight * weight),
    };
  });
}

interface ArmBatch {
  readonly total: number;
  readonly weight: number;
  readonly moments: Moments;
}

function batchesOf(batches: readonly BanditBatch[], arm: number): ArmBatch[] {
  return batches.map(({ weights, arms }, at) => {
    const weight = weights[arm];
    const moments = arms[arm];
    if (weight === undefined || moments === undefined) {
      throw new RangeError(
        `Batch ${at} has no variant ${arm}: give weights and moments of every variant in every batch.`,
      );
    }
    if (!(weight > 0 && weight <= 1)) {
      throw new RangeError(`Batch ${at} gave variant ${arm} the weight ${weight}: it must be above 0 and at most 1.`);
    }
    return { total: arms.reduce((sum, { n }) => sum + n, 0), weight, moments };
  });
}

/** Sum of (value - centre)^2. */
function centredSquares({ n, sum, sumSquares }: Moments, centre: number): number {
  return sumSquares - 2 * centre * sum + centre * centre * n;
}

function withInterval(mean: number, standardError: number, level = 0.95): ArmEstimate {
  const margin = normalPpf((1 + level) / 2) * standardError;
  return { mean, standardError, low: mean - margin, high: mean + margin };
}
