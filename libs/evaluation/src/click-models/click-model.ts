import type { Appeal } from './appeal.js';

/** What a shopper did with one page of results. Ranks count from 1 and rise. */
export interface PageVisit {
  /** Ranks that were looked at. */
  readonly seen: readonly number[];
  /** Ranks that were clicked: some of those seen. */
  readonly clicked: readonly number[];
}

/** A shopper in front of a page: its results, best first, and a source of uniform numbers in [0, 1). */
export type ClickModel = (page: readonly Appeal[], random: () => number) => PageVisit;
