/** The kernel adds this to round a small number to an integer; the same sum here gives the same bucket. */
const ROUND = 2 ** 52;

const BUCKET_COUNTS = [256, 512, 1024];

/** A table that narrows the search for a value's rank to the few thresholds that share its bucket. */
export interface Buckets {
  readonly low: number;
  readonly scale: number;
  /** The last bucket. */
  readonly top: number;
  /** Per bucket: thresholds in the buckets before it. */
  readonly lookup: Uint8Array;
  /** Thresholds in the fullest bucket, rounded up to 2^k - 1: the span of the search. */
  readonly search: number;
}

/**
 * Lays equal buckets over the thresholds. A bucket's number is monotone in the value, so all thresholds in earlier
 * buckets are below the value and all in later ones above it, whatever the rounding.
 *
 * @param thresholds ascending, at most 255.
 */
export function bucketsOf(thresholds: readonly number[]): Buckets {
  const trims = [0, 1, Math.floor(thresholds.length / 20)];
  let best = lay(thresholds, BUCKET_COUNTS[0]!, trims[0]!);
  for (const count of BUCKET_COUNTS) {
    for (const trim of trims) {
      if (best.search <= 1) return best;
      const candidate = lay(thresholds, count, trim);
      if (candidate.search < best.search) best = candidate;
    }
  }
  return best;
}

/** `trim` thresholds at either end share the outer buckets: outliers would else push all others into one. */
function lay(thresholds: readonly number[], count: number, trim: number): Buckets {
  const low = thresholds[Math.min(trim, thresholds.length - 1)]!;
  const high = thresholds[Math.max(thresholds.length - 1 - trim, 0)]!;
  const width = (count - 1) / (high - low);
  const usable = Number.isFinite(low) && Number.isFinite(high) && Number.isFinite(width) && width > 0;
  const place = usable ? { low, scale: width } : { low: 0, scale: 0 };
  const top = count - 1;
  const perBucket = new Uint8Array(count);
  let fullest = 0;
  for (const threshold of thresholds) fullest = Math.max(fullest, ++perBucket[bucketOf(threshold, place, top)]!);
  const lookup = new Uint8Array(count);
  for (let bucket = 1; bucket < count; bucket++) lookup[bucket] = lookup[bucket - 1]! + perBucket[bucket - 1]!;
  let search = 1;
  while (search < fullest) search = search * 2 + 1;
  return { ...place, top, lookup, search };
}

function bucketOf(value: number, { low, scale }: { low: number; scale: number }, top: number): number {
  const scaled = (value - low) * scale;
  // As f64x2.pmax(0, scaled): NaN, which 0 * Infinity gives, falls to 0.
  const floored = scaled > 0 ? scaled : 0;
  return Math.min(floored, top) + ROUND - ROUND;
}
