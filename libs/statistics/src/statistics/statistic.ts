/** What is known of one variant's metric. */
export interface Statistic {
  /** Independent units. */
  readonly n: number;
  readonly mean: number;
  /** Variance of one unit: that of the mean is `variance / n`. Not above 0 where the data do not give one. */
  readonly variance: number;
  /** Where `mean` is adjusted by a covariate: what it was adjusted from. Relative effects are relative to it. */
  readonly unadjusted?: Unadjusted;
}

/** A metric before its regression adjustment. */
export interface Unadjusted {
  readonly mean: number;
  readonly variance: number;
  /** Covariance, of one unit, with the adjusted value. */
  readonly covariance: number;
}

/** The two variants that a test compares. */
export interface Arms {
  readonly control: Statistic;
  readonly treatment: Statistic;
  /** Covariance of the two means, where they are not independent: after post-stratification. */
  readonly covariance?: number;
}
