import { regularizedBeta } from '../distributions/incomplete-beta.js';
import { studentPpf, studentSf } from '../distributions/student-t.js';

/** What a unit (shopper or session) preferred over all its interleaved pages. */
export interface InterleavedUnit {
  /** Interleaved pages that the unit saw, clicked or not. */
  readonly impressions: number;
  /** Pages on which `b` got more clicks than `a`. */
  readonly wins: number;
  /** Pages on which it got fewer. */
  readonly losses: number;
}

export interface InterleavingResult {
  readonly units: number;
  readonly impressions: number;
  readonly wins: number;
  readonly losses: number;
  /** (wins - losses) / impressions, in -1..1: above 0 where ranking `b` is preferred. */
  readonly preference: number;
  readonly standardError: number;
  /** Bounds of the confidence interval of `preference`. */
  readonly low: number;
  readonly high: number;
  /** Two-sided p-value of "no preference", by the t test over units. */
  readonly pValue: number;
  /** The same by the exact sign test over units: how many preferred which, not by how much. */
  readonly signPValue: number;
}

/**
 * Whether `b` is preferred to `a`: the mean outcome of a page, pages of one unit being dependent. Its variance is that of a
 * ratio of two sums over units (delta method), with Student's t of units - 1 degrees of freedom. Chapelle, Joachims,
 * Radlinski and Yue, Large-scale validation and analysis of interleaved search evaluation, TOIS 2012, section 3.3.
 *
 * NaN bounds and p-values with fewer than two units.
 *
 * @param level of the interval, e.g. 0.95
 */
export function interleavingTest(outcomes: Iterable<InterleavedUnit>, level = 0.95): InterleavingResult {
  const sums = sumsOf(outcomes);
  const { units, impressions, wins, losses } = sums;
  const preference = (wins - losses) / impressions;
  const squares = sums.dd - 2 * preference * sums.dn + preference * preference * sums.nn;
  const standardError = Math.sqrt((Math.max(squares, 0) * units) / (units - 1)) / impressions;
  const margin = units > 1 ? studentPpf((1 + level) / 2, units - 1) * standardError : NaN;
  return {
    units,
    impressions,
    wins,
    losses,
    preference,
    standardError,
    low: preference - margin,
    high: preference + margin,
    pValue: twoSided(preference, { standardError, df: units - 1 }),
    signPValue: signTest(sums.forB, sums.forA),
  };
}

interface Sums {
  units: number;
  impressions: number;
  wins: number;
  losses: number;
  /** Sums over units of products of d = wins - losses and n = impressions. */
  dd: number;
  dn: number;
  nn: number;
  forA: number;
  forB: number;
}

function sumsOf(outcomes: Iterable<InterleavedUnit>): Sums {
  const sums: Sums = { units: 0, impressions: 0, wins: 0, losses: 0, dd: 0, dn: 0, nn: 0, forA: 0, forB: 0 };
  for (const { impressions, wins, losses } of outcomes) {
    if (!(impressions >= 1 && wins >= 0 && losses >= 0 && wins + losses <= impressions)) {
      throw new RangeError(
        `A unit has ${wins} wins and ${losses} losses in ${impressions} impressions: give units that saw a page, and at most one outcome a page.`,
      );
    }
    const difference = wins - losses;
    sums.units++;
    sums.impressions += impressions;
    sums.wins += wins;
    sums.losses += losses;
    sums.dd += difference * difference;
    sums.dn += difference * impressions;
    sums.nn += impressions * impressions;
    if (difference > 0) sums.forB++;
    if (difference < 0) sums.forA++;
  }
  return sums;
}

function twoSided(effect: number, { standardError, df }: { standardError: number; df: number }): number {
  if (df < 1) return NaN;
  if (standardError === 0) return effect === 0 ? 1 : 0;
  return 2 * studentSf(Math.abs(effect) / standardError, df);
}

/** Two-sided exact binomial test of one half; ties are left out. */
function signTest(one: number, other: number): number {
  const more = Math.max(one, other);
  const all = one + other;
  // P(X >= k) of a binomial is an incomplete beta function (Abramowitz and Stegun 26.5.24).
  return all === 0 ? 1 : Math.min(1, 2 * regularizedBeta(0.5, more, all - more + 1));
}
