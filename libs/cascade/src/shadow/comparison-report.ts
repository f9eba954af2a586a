/** What is compared: the models of one place of a Plan. */
export type ComparedKind = 'ranker' | 'cross-encoder' | 'blend';

/** Two models of one kind, `name@version` each. */
export interface ComparedPair {
  readonly kind: ComparedKind;
  readonly champion: string;
  readonly challenger: string;
}

/** How alike two orders are, means over the searches that were compared. */
export interface Agreement {
  /** Of the first ten, 0 to 1. */
  readonly overlap: number;
  /** Of the first twenty, p .9. */
  readonly rankBiasedOverlap: number;
  /** Kendall's, of what both have in their first twenty; undefined where that was never two products or more. */
  readonly tau: number | undefined;
  /** Spearman's. */
  readonly rho: number | undefined;
  /** Places that a product of the champion's first ten moves. */
  readonly moved: number;
  /** Share of the searches with the same first product. */
  readonly sameFirst: number;
  /** Searches by how many of the first ten both have, 0 to 10. */
  readonly byOverlap: readonly number[];
}

/** Quantiles of the last searches, ms. */
export interface Latency {
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** One search whose orders differ. */
export interface Example {
  /** Empty where words are not kept. */
  readonly query: string;
  /** Ms since 1970. */
  readonly at: number;
  readonly overlap: number;
  readonly tau: number | undefined;
  /** First ten product ids. */
  readonly champion: readonly string[];
  readonly challenger: readonly string[];
}

/** A comparison and what it has found so far. */
export interface ComparisonReport extends ComparedPair {
  readonly id: string;
  /** Of the live searches. */
  readonly share: number;
  /** Ms since 1970. */
  readonly begunAt: number;
  readonly untilAt?: number | undefined;
  /** Undefined while it runs. */
  readonly endedAt?: number | undefined;
  readonly compared: number;
  /** Drawn, and not compared because there was too much else to do. */
  readonly dropped: number;
  /** Drawn, and not compared because a model failed. */
  readonly failed: number;
  /** Undefined until a search was compared. */
  readonly agreement: Agreement | undefined;
  readonly championLatency: Latency | undefined;
  readonly challengerLatency: Latency | undefined;
  /** The most different first. */
  readonly examples: readonly Example[];
}
