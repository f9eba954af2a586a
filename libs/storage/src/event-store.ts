import type { CreditCount } from './page-credit.js';

/**
 * What a unit (a shopper or a session) did, as it is kept. `shopper` and `session` are keyed hashes: a store never sees
 * a raw id. Money is in integer minor units of `currency`.
 */
export interface StoredEvent {
  /** Given by who recorded it; an event whose id is already there is counted once. 1 to 256 characters. */
  readonly id: string;
  /** `search`, `impression`, `click`, `add_to_cart`, `purchase`, or a name of the shop's own. */
  readonly action: string;
  /** When it happened, ms since the Unix epoch. Events may come late and in any order. */
  readonly at: number;
  /** When it was taken, ms since the Unix epoch. */
  readonly receivedAt: number;
  /** Keyed hash of the shopper id; '' where there is none. */
  readonly shopper: string;
  /** Keyed hash of the session id; '' where there is none. */
  readonly session: string;
  /** The search that it belongs to; '' outside of search. */
  readonly searchId: string;
  /** The product that it is about; '' where there is none. */
  readonly productId: string;
  /** Position that the product was shown at, from 1. */
  readonly position?: number;
  /** The shopper's words; absent where raw query text is switched off. */
  readonly query?: string;
  /** Units bought or put into the cart, above 0. */
  readonly quantity?: number;
  /** What was paid for all units, in minor units of `currency` (cents). */
  readonly revenueMinor?: number;
  /** ISO 4217 code, three capital letters. */
  readonly currency?: string;
  /** A number of a custom event. */
  readonly value?: number;
  /** Anything else, e.g. `took_ms` and `shown` of a search, `order_id` of a purchase. */
  readonly attributes?: EventAttributes;
  /** Declared to be a robot's when it was recorded. */
  readonly bot?: boolean;
}

/** Flat: what a measure may read by name. Numbers are finite. */
export type EventAttributes = Readonly<Record<string, string | number | boolean>>;

/** That a unit could have seen a variant. */
export interface StoredExposure {
  readonly experiment: string;
  /** Phase of the experiment, from 1; phases are analysed separately. */
  readonly phase: number;
  readonly variant: string;
  /** Keyed hash of the shopper or session id, whichever the experiment assigns by. */
  readonly unit: string;
  /** ms since the Unix epoch. */
  readonly at: number;
  /** Whether the stage that differs ran, so that the unit did see the variant. */
  readonly reached: boolean;
  /** A stage that differs failed or ran late, so that the unit did not. Never together with `reached`. */
  readonly failed?: boolean;
  /** Attributes of the request that results may be stratified by; those of the earliest exposure count. */
  readonly attributes?: EventAttributes;
}

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

/** Which units of one phase of an experiment. */
export interface ExposureQuery {
  readonly experiment: string;
  readonly phase: number;
  /** Which hash of an event its unit is. @defaultValue 'shopper' */
  readonly unit?: 'shopper' | 'session';
  /** Only units that reached the variant; their window starts at the first exposure that did. @defaultValue false */
  readonly triggered?: boolean;
  /** Exposures and events at or after this time do not count, ms since the Unix epoch. */
  readonly until?: number;
  /** How long after the exposure events count, ms. @defaultValue 7 days */
  readonly windowMs?: number;
  /** Rules for robots, or `false` to keep them. @defaultValue `usualBots` */
  readonly bots?: BotRules | false;
  /** Rules for outlier units, or `false` to keep them. @defaultValue `usualOutliers` */
  readonly outliers?: OutlierRules | false;
}

/** A unit that breaks any of these in its window is left out as a robot, with all that it did. Impressions are not counted. */
export interface BotRules {
  /** Units with an event that was marked as a robot's. */
  readonly declared: boolean;
  /** Most events within one minute of the clock. */
  readonly perMinute?: number;
  /** Most events within one day (UTC). */
  readonly perDay?: number;
}

/** A unit that breaks any of these in its window is left out as an outlier (a reseller, a test account). */
export interface OutlierRules {
  /** Most events, impressions not counted. */
  readonly events?: number;
  /** Most `purchase` events. */
  readonly purchases?: number;
}

export const usualBots: BotRules = { declared: true, perMinute: 120, perDay: 3000 };
export const usualOutliers: OutlierRules = { events: 10_000, purchases: 200 };

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

/** Units of one variant. */
export interface VariantUnits {
  readonly variant: string;
  /** Units that count: in this variant alone and not left out by a rule. With `triggered`, those that reached it. */
  readonly units: number;
  /** Of these, units that reached the variant. */
  readonly reached: number;
  /** Of these, units that a failure or a late stage kept from the variant at some time, and that never reached it. */
  readonly failed: number;
  /** Units by the UTC day (`2026-01-31`) that their window starts on, in order. */
  readonly days: readonly { readonly day: string; readonly units: number }[];
}

/** What an `ExposureQuery` answers. */
export interface ExposureCounts {
  /** By name. */
  readonly variants: readonly VariantUnits[];
  /** Left out: units that were exposed to more than one variant of the phase. */
  readonly inSeveralVariants: number;
  /** Left out by `bots`. */
  readonly bots: number;
  /** Left out by `outliers` and not by `bots`. */
  readonly outliers: number;
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

/** Whose results units clicked on interleaved pages. */
export interface CreditQuery extends ExposureQuery {
  /** Keys of the two variants, the control first. */
  readonly between: readonly [string, string];
}

/** What a `CreditQuery` answers, all of one moment. */
export interface EventCredit {
  readonly counts: ExposureCounts;
  readonly credit: readonly CreditCount[];
}

/** What was deleted with a unit. */
export interface Forgotten {
  /** Rows. */
  readonly deleted: number;
  /** Hashes of what is forgotten: the unit, and the sessions that only it was seen in. */
  readonly units: readonly string[];
}

/** Port: what shoppers did and which variants they could see. What a method acknowledged is on disk and in the next answer. */
export interface EventStore {
  /**
   * Records events, all or none; durable when it resolves. An event whose id was recorded before, in this call, another
   * one or before a restart, is a duplicate: counted, not kept.
   */
  append(events: readonly StoredEvent[]): Promise<{ readonly recorded: number; readonly duplicates: number }>;
  /**
   * Records exposures; durable when it resolves. Of each (experiment, phase, unit, variant) the earliest, the earliest
   * that reached it and that one failed are kept, so repeating one changes nothing.
   */
  expose(exposures: readonly StoredExposure[]): Promise<void>;
  /** Who was exposed to what. */
  units(query: ExposureQuery): Promise<ExposureCounts>;
  /**
   * Who was exposed to what, with the sufficient statistics of every metric.
   *
   * Attribution: an event counts for the variant that its unit was exposed to, from the exposure on until the window's end;
   * never one before the exposure.
   */
  moments(query: MomentsQuery): Promise<EventMoments>;
  /**
   * Who was exposed to what, and how units that saw interleaved pages preferred, each such page on its own: a result that was clicked within the window
   * of its page, and under the page's search id, counts once for its variant. Who clicked before the page by a clock that
   * is behind has clicked on it all the same. Units that are left out, and those with no page, are not counted. In no order.
   */
  credit(query: CreditQuery): Promise<EventCredit>;
  /**
   * Deletes every event and exposure of a shopper or session hash; durable when it resolves. The ids of those events
   * stay refused as duplicates, so a repeated delivery does not bring them back.
   */
  forget(unitHash: string): Promise<Forgotten>;
  /** Events kept. */
  count(): Promise<number>;
}
