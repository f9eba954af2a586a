/** What is added up of one unit's events in its window. */
export type Measure =
  /** Events of the action. */
  | { readonly aggregate: 'count'; readonly action: string }
  /**
   * Sum of a number over events of the action: `revenue` (minor units), `quantity` (1 where it is not given),
   * `position`, `value`, or a numeric attribute. Events without it add nothing.
   */
  | { readonly aggregate: 'sum'; readonly action: string; readonly field: string }
  /** 1 if the unit has an event of the action, else 0. */
  | { readonly aggregate: 'any'; readonly action: string }
  /** Different values of `search_id`, `product_id`, `session`, `query`, or an attribute over events of the action. */
  | { readonly aggregate: 'distinct'; readonly action: string; readonly field: string }
  /**
   * Searches of the unit, i.e. search ids of its `search` events in the window, that have (or have not) an event of the
   * action in the window.
   */
  | { readonly aggregate: 'searches_with' | 'searches_without'; readonly action: string }
  /** Over those searches, the sum of 1 / (smallest position of an event of the action); 0 for a search without. */
  | { readonly aggregate: 'reciprocal_rank'; readonly action: string };

/**
 * A metric of units, as data.
 * - `count`, `sum`: the mean of `numerator` over units.
 * - `proportion`: the share of units whose `numerator` is above 0.
 * - `ratio`: the sum of `numerator` over that of `denominator`.
 * - `quantile`: `quantile` of the field over the events of a `sum` measure (units are clusters); for other measures, of
 *   the measure over units.
 */
export interface UnitMetric {
  /** Names the metric in the answer. */
  readonly key: string;
  readonly kind: 'count' | 'sum' | 'proportion' | 'ratio' | 'quantile';
  readonly numerator: Measure;
  /** For `ratio` only. */
  readonly denominator?: Measure | undefined;
  /** For `quantile` only: above 0, below 1. */
  readonly quantile?: number | undefined;
  /**
   * Caps every unit's value from above: at a percentile (above 0, at most 1, linear between neighbours) of all units of
   * all variants, or at a value. A ratio's numerator and denominator are capped each at its own percentile; a value
   * caps the numerator. The covariate is capped at the same bound. Not for `proportion` and `quantile`.
   */
  readonly winsorize?: { readonly percentile: number } | { readonly value: number } | undefined;
  /** CUPED: the same measures over that many days before the unit's window. Not for `quantile`. */
  readonly covariate?: { readonly days: number } | undefined;
  /**
   * Only revenue in this currency counts; events in others add nothing to `sum` of `revenue`. Default: the query's. Where
   * neither names one, revenue of every currency is added as it is.
   */
  readonly currency?: string | undefined;
  /** How long after the exposure events count, hours. Default: the query's. */
  readonly window_hours?: number | undefined;
  readonly better: 'higher' | 'lower';
}
