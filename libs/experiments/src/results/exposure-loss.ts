import { chiSquareSf } from '@weir/statistics';

/** Units of one variant. */
export interface Reach {
  readonly units: number;
  /** Of them, those that a failure or a late stage kept from what differs. */
  readonly failed: number;
}

/**
 * Whether the variants fail for the same share of their units: Pearson's chi-square test of independence of variant and
 * failure. 1 where no unit failed, or all did. Pages from the cache are no failure: the base Plan's are there when an
 * experiment starts, a variant's come as it runs, and either shows what it should.
 */
export function exposureLossPValue(variants: readonly Reach[]): number {
  const units = variants.reduce((sum, each) => sum + each.units, 0);
  const failed = variants.reduce((sum, each) => sum + each.failed, 0);
  const counted = variants.filter((each) => each.units > 0);
  if (counted.length < 2 || failed === 0 || failed === units) return 1;
  const share = failed / units;
  const chiSquare = counted.reduce((sum, each) => {
    const gap = (each.failed - share * each.units) ** 2;
    return sum + gap / (share * each.units) + gap / ((1 - share) * each.units);
  }, 0);
  return chiSquareSf(chiSquare, counted.length - 1);
}
