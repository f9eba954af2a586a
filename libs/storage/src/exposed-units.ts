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
