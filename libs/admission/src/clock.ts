/** The clock that admission goes by, passed in so that it can be tested against time that a test controls. */
export interface Clock {
  /** Monotonic ms. */
  now(): number;
  /** Calls back once after `ms`; the function given back cancels. */
  after(ms: number, callback: () => void): () => void;
}
