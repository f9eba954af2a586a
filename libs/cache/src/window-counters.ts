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
  /** When it happened, ms since the Unix epoch; what is older than the longest window is dropped. @defaultValue now */
  readonly at?: number;
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

/** What is added to one bucket of a key: one amount a field. */
export interface BucketAmounts {
  readonly key: string;
  readonly bucket: number;
  readonly amounts: readonly number[];
}

/** Increments added up by key and bucket. Fields that are not of the shape, and what is too old, are dropped. */
export function bucketAmounts(
  { fields, bucketMs, buckets }: CounterShape,
  increments: readonly Increment[],
  now: number,
): readonly BucketAmounts[] {
  const newest = Math.floor(now / bucketMs);
  const found = new Map<string, BucketAmounts & { readonly amounts: number[] }>();
  for (const { key, field, amount, at = now } of increments) {
    const column = fields.indexOf(field);
    const bucket = Math.min(newest, Math.floor(at / bucketMs));
    if (column < 0 || bucket <= newest - buckets) continue;
    const name = `${bucket} ${key}`;
    let own = found.get(name);
    if (own === undefined) found.set(name, (own = { key, bucket, amounts: fields.map(() => 0) }));
    own.amounts[column]! += amount;
  }
  return [...found.values()];
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
