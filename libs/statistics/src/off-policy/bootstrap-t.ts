import { seededRandom } from '@weir/evaluation';
import { ratioOfSums, type Terms } from './terms.js';

export interface BootstrapOptions {
  /** Of the interval. @defaultValue 0.95 */
  readonly level?: number;
  /** @defaultValue 1 */
  readonly seed?: number;
  /** Resamples. @defaultValue 2000 */
  readonly replicates?: number;
}

/**
 * Bounds of a ratio of sums by the studentised bootstrap: rounds are drawn with replacement, and the quantiles of
 * (estimate - value) / standard error take the place of the normal's. Importance-weighted clicks are so skewed that the
 * normal interval misses the true value on the upper side far more often than it says; this one leans the right way.
 * Efron and Tibshirani, An Introduction to the Bootstrap, 1993, section 12.5.
 *
 * Without spread in the terms both bounds are the value.
 */
export function bootstrapT(terms: Terms, options: BootstrapOptions = {}): { readonly low: number; readonly high: number } {
  const { level = 0.95, seed = 1, replicates = 2000 } = options;
  const { value, standardError } = ratioOfSums(terms);
  if (standardError === 0) return { low: value, high: value };
  const random = seededRandom(seed);
  const rows = new Uint32Array(terms.numerators.length);
  const ratios = new Float64Array(replicates);
  for (let replicate = 0; replicate < replicates; replicate++) {
    for (let i = 0; i < rows.length; i++) rows[i] = Math.floor(random() * rows.length);
    const drawn = ratioOfSums(terms, rows);
    // A resample without any reward has no spread either: as far off as can be, to the side on which it lies.
    ratios[replicate] =
      drawn.standardError === 0 ? Math.sign(drawn.value - value) * Infinity : (drawn.value - value) / drawn.standardError;
  }
  ratios.sort();
  const tail = (1 - level) / 2;
  return {
    low: value - quantile(ratios, 1 - tail) * standardError,
    high: value - quantile(ratios, tail) * standardError,
  };
}

/** By linear interpolation between the two nearest; `sorted` ascends. */
function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.ceil(place)]!;
  return low === high ? low : low + (high - low) * (place - below);
}
