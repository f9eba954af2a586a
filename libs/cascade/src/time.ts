/** The clocks of a cascade, passed in so that it can be tested against time that it controls. */
export interface Time {
  /** Monotonic ms. */
  now(): number;
  /** ms since the Unix epoch, for what depends on the calendar (freshness). */
  epoch(): number;
  /** Calls back once after `ms`; the function given back cancels. */
  after(ms: number, callback: () => void): () => void;
}
