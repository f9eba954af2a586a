import type { ExposureCounts, ExposureQuery } from './exposed-units.js';
import type { UnitMetric } from './unit-metric.js';

/** Sufficient statistics of metrics over the units of an `ExposureQuery`. */
export interface MomentsQuery extends ExposureQuery {
  readonly metrics: readonly UnitMetric[];
  /** Only revenue in this currency counts, or with `rates`, the currency that the others are converted to. */
  readonly currency?: string;
  /**
   * What one minor unit of each currency is worth in minor units of `currency`. Revenue in a currency that is not there
   * (1 for `currency` itself) adds nothing.
   */
  readonly rates?: Readonly<Record<string, number>>;
  /** Attribute of the exposure that units are split by; '' for units without it. */
  readonly stratum?: string;
}

/** The same over all units that searched from a time on, as if their first search had exposed them to one variant, ''. */
export interface BaselineQuery extends Omit<MomentsQuery, 'experiment' | 'phase' | 'triggered' | 'stratum'> {
  /** ms since the Unix epoch. */
  readonly from: number;
}

/** What a `MomentsQuery` answers, all of one moment. */
export interface EventMoments {
  readonly counts: ExposureCounts;
  /**
   * Of every metric in every variant and stratum that has units, in the order of `metrics`, then by variant and stratum.
   */
  readonly moments: readonly VariantMoments[];
}

/** Sums over units. */
export interface Sums {
  readonly sum: number;
  readonly sumSquares: number;
}

/**
 * Sufficient statistics of one metric in one variant (and stratum), all sums over `units`. With x the unit's numerator, y
 * its denominator, and px, py the same before its window:
 */
export interface VariantMoments {
  readonly metric: string;
  readonly variant: string;
  /** Value of the query's `stratum`; '' where none was asked for. */
  readonly stratum: string;
  readonly units: number;
  /** x. For `proportion` 0 or 1, so `sum` is the number of successes. For `quantile` the x of `quantile.clusters`. */
  readonly m: Sums;
  /** y, for `ratio`. */
  readonly d?: Sums;
  /** sum of x y, for `ratio`. */
  readonly sumProducts?: number;
  /** With `covariate`. */
  readonly pre?: PreExposure;
  /** For `quantile`. */
  readonly quantile?: QuantileMoments;
}

/** What CUPED needs beside the moments after the exposure. */
export interface PreExposure {
  /** px. */
  readonly m: Sums;
  /** sum of x px. */
  readonly postPre: number;
  /** The rest of the crosses of a ratio. */
  readonly ratio?: {
    /** py. */
    readonly d: Sums;
    /** sum of px py. */
    readonly sumProducts: number;
    /** sum of x py. */
    readonly mPostDPre: number;
    /** sum of y px. */
    readonly dPostMPre: number;
    /** sum of y py. */
    readonly dPostDPre: number;
  };
}

/**
 * A quantile with what its interval needs: the order statistics around it give the density, the clusters the inflation
 * of the variance. Quantiles are linear between neighbours.
 */
export interface QuantileMoments {
  /** Values (events, or units): n. */
  readonly values: number;
  /** NaN without values. */
  readonly value: number;
  /** Quantiles at q -+ 1.959964 * sqrt(q (1 - q) / n), kept within 0 and 1. */
  readonly lower: number;
  readonly upper: number;
  /** Over units with a value: x = its values at or below the quantile, y = its values. `units` of them. */
  readonly clusters: { readonly units: number; readonly m: Sums; readonly d: Sums; readonly sumProducts: number };
}
