import type { Event, SearchResponse } from '@weir/contracts';

/** What shoppers did, all of them or those of one variant. */
export interface Counts {
  readonly shoppers: number;
  readonly searches: number;
  /** Searches with a click. */
  readonly clicked_searches: number;
  readonly impressions: number;
  readonly clicks: number;
  readonly add_to_carts: number;
  readonly purchases: number;
  /** Shoppers who bought something. */
  readonly buyers: number;
  /** In minor units, by currency. */
  readonly revenue_minor: Readonly<Record<string, number>>;
  /** Answers that came from the page cache. */
  readonly cached: number;
  /** Answers in which a stage did not do all of its work. */
  readonly degraded: number;
}

/** The counts of one variant, by what the answers said. */
export interface VariantCounts extends Counts {
  readonly experiment: string;
  readonly variant: string;
}

/** Adds up searches as they happen. */
export class Tally {
  private readonly everybody = new Group();
  private readonly variants = new Map<
    string,
    { readonly experiment: string; readonly variant: string; readonly group: Group }
  >();
  /** Searches that the server was too busy for. */
  refused = 0;

  /** One search of one shopper with all that came of it. */
  add(shopperId: string, answer: SearchResponse, events: readonly Event[]): void {
    this.everybody.add(shopperId, answer, events);
    for (const { experiment, variant } of answer.variants)
      this.groupOf(experiment, variant).add(shopperId, answer, events);
  }

  get all(): Counts {
    return this.everybody.counts();
  }

  /** By experiment and variant. */
  get byVariant(): readonly VariantCounts[] {
    return [...this.variants.values()]
      .map(({ experiment, variant, group }) => ({ experiment, variant, ...group.counts() }))
      .sort((a, b) => (a.experiment + a.variant < b.experiment + b.variant ? -1 : 1));
  }

  private groupOf(experiment: string, variant: string): Group {
    const key = JSON.stringify([experiment, variant]);
    const known = this.variants.get(key);
    if (known !== undefined) return known.group;
    const group = new Group();
    this.variants.set(key, { experiment, variant, group });
    return group;
  }
}

class Group {
  private readonly shoppers = new Set<string>();
  private readonly buyers = new Set<string>();
  private readonly revenue = new Map<string, number>();
  private readonly actions = new Map<string, number>();
  private searches = 0;
  private clickedSearches = 0;
  private cached = 0;
  private degraded = 0;

  add(shopperId: string, answer: SearchResponse, events: readonly Event[]): void {
    this.shoppers.add(shopperId);
    this.searches++;
    if (answer.cached) this.cached++;
    if (answer.degraded.length > 0) this.degraded++;
    if (events.some(({ action }) => action === 'click')) this.clickedSearches++;
    for (const { action, revenue_minor: revenue, currency = '' } of events) {
      this.actions.set(action, (this.actions.get(action) ?? 0) + 1);
      if (action === 'purchase') this.buyers.add(shopperId);
      if (revenue !== undefined) this.revenue.set(currency, (this.revenue.get(currency) ?? 0) + revenue);
    }
  }

  counts(): Counts {
    const of = (action: string): number => this.actions.get(action) ?? 0;
    return {
      shoppers: this.shoppers.size,
      searches: this.searches,
      clicked_searches: this.clickedSearches,
      impressions: of('impression'),
      clicks: of('click'),
      add_to_carts: of('add_to_cart'),
      purchases: of('purchase'),
      buyers: this.buyers.size,
      revenue_minor: Object.fromEntries(this.revenue),
      cached: this.cached,
      degraded: this.degraded,
    };
  }
}
