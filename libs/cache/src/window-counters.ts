/** How time is cut. A window ends now and is whole buckets long, so that it is exact to one bucket. */
export interface CounterShape {
  /** Names of what is counted under one key, e.g. impressions, clicks. */
  readonly fields: readonly string[];
  readonly bucketMs: number;
  /** Buckets kept: the longest window is this many. */
  readonly buckets: number;
}

/** An increment of one field of a key. */
export interface Increment {
  readonly key: string;
  readonly field: string;
  readonly amount: number;
}

/**
 * Port: what happened how often lately, by key, in windows of time. May be lost at any time, never fails: increments
 * that cannot be taken are dropped.
 */
export interface WindowCounters {
  readonly shape: CounterShape;
  add(increments: readonly Increment[]): Promise<void>;
  /** Sums over the last `windowMs`: one array a key, in order, of one number a field; undefined where nobody can tell. */
  sums(keys: readonly string[], windowMs: number): Promise<readonly (readonly number[])[] | undefined>;
}

/** Increments added up by key: one amount a field. Fields that are not of the shape are dropped. */
export function amountsByKey(
  { fields }: CounterShape,
  increments: readonly Increment[],
): ReadonlyMap<string, readonly number[]> {
  const amounts = new Map<string, number[]>();
  for (const { key, field, amount } of increments) {
    const at = fields.indexOf(field);
    if (at < 0) continue;
    let own = amounts.get(key);
    if (own === undefined) amounts.set(key, (own = new Array<number>(fields.length).fill(0)));
    own[at]! += amount;
  }
  return amounts;
}

/** Counts of one key: a ring of buckets, of which `last` is the number of the newest, counted since 1970. */
export interface Ring {
  readonly last: number;
  /** Bucket by bucket, by bucket number modulo buckets; one number a field. */
  readonly counts: ArrayLike<number>;
}

/** One sum a field over the window that ends in bucket `now`. */
export function sumRing(
  { fields, bucketMs, buckets }: CounterShape,
  ring: Ring,
  now: number,
  windowMs: number,
): number[] {
  const sums = new Array<number>(fields.length).fill(0);
  const reach = Math.min(buckets, Math.ceil(windowMs / bucketMs));
  const first = Math.max(now - reach + 1, ring.last - buckets + 1, 0);
  for (let bucket = first; bucket <= Math.min(now, ring.last); bucket++) {
    for (let field = 0; field < fields.length; field++)
      sums[field]! += ring.counts[(bucket % buckets) * fields.length + field] ?? 0;
  }
  return sums;
}
