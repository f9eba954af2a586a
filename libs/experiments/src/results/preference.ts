import {
  type InterleavedUnit,
  type InterleavingResult,
  interleavingTest,
  sequentialCritical,
  sequentialPValue,
} from '@weir/statistics';
import type { CreditCount } from '@weir/storage';
import type { Experiment } from '../definition/experiment.js';

/** Which of two rankings units preferred on interleaved pages. */
export interface Preference extends Pick<
  InterleavingResult,
  'units' | 'impressions' | 'wins' | 'losses' | 'preference' | 'standardError' | 'pValue' | 'signPValue'
> {
  readonly control: string;
  readonly challenger: string;
  /** Right if looked at once, as is `pValue`. */
  readonly fixed: readonly [low: number, high: number];
  /** Right however often it is looked at. */
  readonly sequential: readonly [low: number, high: number];
  readonly sequentialPValue: number;
  /** By the p value that the experiment decides by. */
  readonly significant: boolean;
}

/** The test of an interleaved experiment over its units; `test` and `alpha` of its analysis say what is significant. */
export function preferenceOf({ variants, analysis }: Experiment, counts: readonly CreditCount[]): Preference {
  const { alpha, test, sequential_tuning: tuning } = analysis;
  const found = interleavingTest(unitsOf(counts), 1 - alpha);
  const { units, impressions, wins, losses, standardError, signPValue } = found;
  const preference = impressions === 0 ? 0 : found.preference;
  const isKnown = units > 1 && standardError > 0;
  const margin = isKnown ? standardError * sequentialCritical(units, { alpha, tuning }) : Infinity;
  const pValue = isKnown ? found.pValue : 1;
  const sequentialP = isKnown ? sequentialPValue(preference / standardError, units, { alpha, tuning }) : 1;
  return {
    control: variants[0]!.key,
    challenger: variants[1]!.key,
    units,
    impressions,
    wins,
    losses,
    preference,
    standardError: isKnown ? standardError : 0,
    fixed: isKnown ? [found.low, found.high] : [-Infinity, Infinity],
    pValue,
    signPValue,
    sequential: [preference - margin, preference + margin],
    sequentialPValue: sequentialP,
    significant: (test === 'sequential' ? sequentialP : pValue) < alpha,
  };
}

function* unitsOf(counts: readonly CreditCount[]): Iterable<InterleavedUnit> {
  for (const { units, ...outcome } of counts) {
    for (let unit = 0; unit < units; unit++) yield outcome;
  }
}
