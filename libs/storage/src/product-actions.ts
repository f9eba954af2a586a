/** Which events about products are counted. */
export interface ProductActionsQuery {
  /** E.g. `click`. */
  readonly actions: readonly string[];
  /** Happened at or after, ms since the Unix epoch. */
  readonly from: number;
  /** Taken before, ms since the Unix epoch. */
  readonly receivedBefore: number;
  /** Events of one step are counted together, ms. */
  readonly stepMs: number;
}

/** How often one thing was done with a product. */
export interface ProductActionCount {
  readonly productId: string;
  readonly action: string;
  /** Beginning of the step, ms since the Unix epoch. */
  readonly at: number;
  readonly count: number;
}
