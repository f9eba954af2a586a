import type { ExposureCounts, ExposureQuery } from './exposed-units.js';

/**
 * Attributes of the `search` event (of `interleaved_page` for a later page of the list) of a page that was made of the
 * rankings of two variants: whose results its unit saw.
 */
export type InterleavedPage = Readonly<{
  /** Key of the experiment. */
  interleaved: string;
  interleaved_phase: number;
  /** JSON: ids of the products on the page by the variant that a click on them counts for; others are left out. */
  picks: string;
}>;

/** Units that preferred alike. */
export interface CreditCount {
  readonly units: number;
  /** Interleaved pages of each of these units. */
  readonly impressions: number;
  /** Of them, pages with more clicked results of the second variant than of the control. */
  readonly wins: number;
  /** Pages with fewer. */
  readonly losses: number;
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
