import { chiSquareSf } from '@weir/statistics';

/** Units of one variant. */
export interface Reach {
  readonly units: number;
  /** Of them, those that were shown what differs. */
  readonly reached: number;
}

/**
 * Whether the variants come to work for the same share of their units: Pearson's chi-square test of independence of
 * variant and reach. 1 where all units were reached, or none.
 */
export function reachPValue(variants: readonly Reach[]): number {
  const units = variants.reduce((sum, each) => sum + each.units, 0);
  const reached = variants.reduce((sum, each) => sum + each.reached, 0);
  const counted = variants.filter((each) => each.units > 0);
  if (counted.length < 2 || reached === 0 || reached === units) return 1;
  const share = reached / units;
  const chiSquare = counted.reduce((sum, each) => {
    const gap = (each.reached - share * each.units) ** 2;
    return sum + gap / (share * each.units) + gap / ((1 - share) * each.units);
  }, 0);
  return chiSquareSf(chiSquare, counted.length - 1);
}
