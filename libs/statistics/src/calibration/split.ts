import { sampleRatioMismatch } from '../sample-ratio.js';
import { drawSuccesses } from './draws.js';
import { between, shareOf, type Guarantee, type Simulation } from './guarantee.js';

const UNITS = 200_000;
const ALPHA = 0.01;

/** Splits of many units: how often a mismatch of 1 % is noticed, and how often one is seen in a fair split. */
export function simulateSplit(simulation: Simulation): readonly Guarantee[] {
  const noticed = (share: number): number =>
    shareOf(simulation, () => {
      const treatment = drawSuccesses(UNITS, share, simulation.random);
      return sampleRatioMismatch([UNITS - treatment, treatment], [0.5, 0.5]).pValue < ALPHA;
    });
  const noise = 4 * Math.sqrt((ALPHA * (1 - ALPHA)) / simulation.tests);
  const what = '200,000 units planned half and half, alarm at p < 0.01';
  return [
    between('a split that is 1 % off (101 to 99) is caught', what, noticed(0.495), [0.9, 1]),
    between('a fair split raises an alarm at most so often', what, noticed(0.5), [0, ALPHA + noise]),
  ];
}
