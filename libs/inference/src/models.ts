/** What a caller still has: `remainingMs` counts down to a deadline and may be negative; `signal` aborts when the caller left. */
export interface Patience {
  remainingMs(): number;
  readonly signal?: AbortSignal;
  /** Nobody waits for it: all other work goes first, and no cache is read or filled. @defaultValue false */
  readonly background?: boolean;
  /**
   * What may be computed for it, ms of one thread by the measured cost of a token; 0: only what is cached is given.
   * @defaultValue as much as the time allows
   */
  readonly workMs?: number;
}

/** A loaded bi-encoder. All vectors have unit length and `dimensions` floats. */
export interface Encoder {
  /** `name@version`. */
  readonly model: string;
  readonly dimensions: number;
  /** Adds the manifest's query prefix. Rejects with `InferenceError` code `deadline`, `cancelled`, `overloaded` or `failed`. */
  encodeQuery(query: string, patience: Patience): Promise<Float32Array>;
  /** For indexing: no deadline, lower priority than queries. Order as given. */
  encodePassages(texts: readonly string[]): Promise<readonly Float32Array[]>;
  close(): Promise<void>;
}

/** One (query, product) pair's product side. `id` and `version` key the score cache; a change of version misses. */
export interface PairText {
  readonly id: string;
  readonly version: number;
  readonly text: string;
}

/** Scores so far, in the order of the pairs given, best-first order being the caller's; NaN where not scored. */
export interface PairScores {
  readonly logits: Float64Array;
  /** Pairs scored (from cache or computed): always a prefix plus cache hits. */
  readonly scored: number;
  readonly cached: number;
  /** What was computed has cost, ms of one thread by the measured cost of a token; absent where it is not known. */
  readonly workMs?: number;
  /** Why scoring stopped before the end, if it did: `allowance` where `Patience.workMs` did not suffice. */
  readonly stopped?: 'budget' | 'allowance' | 'cancelled' | 'overloaded' | 'failed';
}

/** A loaded cross-encoder, anytime: pairs are scored in the order given, in chunks, as long as the predicted cost of the next chunk fits. */
export interface CrossEncoder {
  readonly model: string;
  /** Never rejects for lack of time: it returns what it has. */
  score(query: string, pairs: readonly PairText[], patience: Patience): Promise<PairScores>;
  close(): Promise<void>;
}
