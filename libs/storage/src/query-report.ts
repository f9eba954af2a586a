import type { BotRules } from './exposed-units.js';

/** What a list of queries is of; see `QueryReportQuery.kind`. */
export const queryKinds = ['top', 'trending', 'zero_result', 'zero_click', 'slow', 'degrading'] as const;
export type QueryKind = (typeof queryKinds)[number];

/** Which searches are looked at. */
export interface SearchWindow {
  /** Searches at or after, ms since the Unix epoch. */
  readonly from: number;
  /** And before. */
  readonly to: number;
  /** False leaves out searches that are marked as simulated. @defaultValue true */
  readonly simulated?: boolean;
  /** Rules for robots, counted over their searches, or `false` to keep them. @defaultValue `usualBots` */
  readonly bots?: BotRules | false;
}

/**
 * Queries that shoppers asked, one an entry: texts that differ only in capital letters and white space are one query.
 */
export interface QueryReportQuery extends SearchWindow {
  /**
   * Which queries, in which order:
   *
   * - `top`: all, the most searched first.
   * - `trending`: a larger share of all searches than in the window before, of the same length, surely (one-sided, 95 %);
   *   the surest first.
   * - `zero_result`: with searches that found nothing, the most of these first.
   * - `zero_click`: results that nobody clicked in `minSearches` searches, or whose share of clicked searches is surely below a
   *   quarter of all queries' together; the lowest upper bound of that share first.
   * - `slow`: with a 95th percentile above that of all searches, the slowest first.
   * - `degrading`: with searches of which a stage did less than its work, the surest share of them first.
   */
  readonly kind: QueryKind;
  /** Only queries that contain this text. */
  readonly contains?: string | undefined;
  /** Searches that a query needs to be in `trending`, `zero_click` and `slow`. @defaultValue 5 */
  readonly minSearches?: number;
  /** Entries that are passed over. */
  readonly offset: number;
  readonly limit: number;
}

/** An amount in minor units (cents). */
export interface Revenue {
  readonly currency: string;
  readonly minor: number;
}

/** What searches came to. What was done with a search counts wherever it names the search, whenever it happened. */
export interface SearchStats {
  readonly searches: number;
  /** Shoppers, or sessions where no shopper is known. */
  readonly shoppers: number;
  /** Searches that found nothing. */
  readonly zeroResults: number;
  /** Searches with a click. */
  readonly clickedSearches: number;
  /**
   * Upper end of the 95 % interval (Wilson, JASA 1927) of the share of clicked searches among those that found something;
   * 1 where none did.
   */
  readonly clickRateUpper: number;
  readonly clicks: number;
  /** 1 / position of the first product of the page that was clicked, 0 for a search without a click: their mean. */
  readonly reciprocalRank: number;
  readonly purchases: number;
  readonly revenue: readonly Revenue[];
  /** Percentiles of the time that the answer took, ms; null where nothing is known. */
  readonly tookP50: number | null;
  readonly tookP95: number | null;
  /** Searches of which a stage did less than its work. */
  readonly degraded: number;
}

/** One query. */
export interface QueryStats extends SearchStats {
  /** As it is grouped: in small letters. */
  readonly query: string;
  /** In the window before. */
  readonly searchesBefore: number;
  /** Searches by the stage that was degraded, by name; `unknown` where it was not recorded. */
  readonly degradedStages: Readonly<Record<string, number>>;
  /** Of the last search, ms since the Unix epoch. */
  readonly lastAt: number;
}

/** What a `QueryReportQuery` answers. */
export interface QueryReport {
  /** All searches of the window whose words are kept. */
  readonly all: SearchStats & { readonly queries: number; readonly searchesBefore: number };
  /** Searches whose words are not kept: they are in no query. */
  readonly withoutWords: number;
  /** Searches that were left out as robots'. */
  readonly robots: number;
  /** Searches that are marked as simulated, whether they were left out or not. */
  readonly simulated: number;
  /** Queries of each kind, under the same filter. */
  readonly counts: Readonly<Record<QueryKind, number>>;
  readonly queries: readonly QueryStats[];
}

/** One query in detail. */
export interface QueryDetailQuery extends SearchWindow {
  /** As `QueryStats.query`, or as a shopper wrote it. */
  readonly query: string;
  /** Length of a step of time, ms. */
  readonly stepMs: number;
  /** Steps begin at whole multiples of their length plus this, ms, e.g. for days of a zone. @defaultValue 0 */
  readonly stepOffsetMs?: number;
  /** Most products. */
  readonly products: number;
}

export interface QueryStep {
  /** Its beginning, ms since the Unix epoch. */
  readonly at: number;
  readonly searches: number;
  readonly zeroResults: number;
  readonly clickedSearches: number;
  readonly tookP95: number | null;
}

export interface QueryPosition {
  /** From 1. */
  readonly position: number;
  readonly impressions: number;
  readonly clicks: number;
}

export interface QueryProduct {
  readonly productId: string;
  readonly impressions: number;
  readonly clicks: number;
  readonly carts: number;
  readonly purchases: number;
  /** Mean of the positions that it was clicked at; null where none is known. */
  readonly clickPosition: number | null;
}

/** What a `QueryDetailQuery` answers. */
export interface QueryDetail {
  readonly stats: QueryStats;
  /** Those with a search, in order. */
  readonly steps: readonly QueryStep[];
  /** What was clicked, bought or put into the cart, the most clicked first. */
  readonly products: readonly QueryProduct[];
  /** The first 20 with an impression or a click. */
  readonly positions: readonly QueryPosition[];
  /** The most frequent ways that it was written, at most 5. */
  readonly spellings: readonly { readonly text: string; readonly searches: number }[];
}
