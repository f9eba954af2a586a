import { sequentialTest } from '../comparisons/sequential-test.js';
import { tTest } from '../comparisons/t-test.js';
import { addMoments, type Moments } from '../moments.js';
import { sampleMean } from '../statistics/sample-mean.js';
import { drawMoments, exponential } from './draws.js';
import { around, between, type Guarantee, type Simulation } from './guarantee.js';

const LOOKS = 20;
/** Units of each variant between two looks. */
const BATCH = 200;
const ALPHA = 0.05;

/**
 * A/A tests of a skewed metric that are looked at after every batch: how often each test ever says that there is a
 * difference. Johari, Koomen, Pekelis and Walsh, Peeking at A/B tests, KDD 2017, show the same of the t-test.
 */
export function simulatePeeking({ tests, random, onTest }: Simulation): readonly Guarantee[] {
  let everFixed = 0;
  let lastFixed = 0;
  let everSequential = 0;
  for (let test = 0; test < tests; test++) {
    const found = lookRepeatedly(() => drawMoments(BATCH, () => exponential(random)));
    if (found.everFixed) everFixed++;
    if (found.lastFixed) lastFixed++;
    if (found.everSequential) everSequential++;
    onTest();
  }
  const what = `A/A, ${LOOKS} looks, each after ${BATCH} more units a variant`;
  return [
    between('t-test, looked at again and again, errs far above 5 %', what, everFixed / tests, [0.15, 1]),
    between('t-test at the last look only errs 5 %', what, lastFixed / tests, around(ALPHA, tests, 0.01)),
    between('sequential test, looked at again and again, errs at most 5 %', what, everSequential / tests, [0, ALPHA]),
  ];
}

function lookRepeatedly(batch: () => Moments): {
  readonly everFixed: boolean;
  readonly lastFixed: boolean;
  readonly everSequential: boolean;
} {
  let control: Moments = { n: 0, sum: 0, sumSquares: 0 };
  let treatment = control;
  let everFixed = false;
  let lastFixed = false;
  let everSequential = false;
  for (let look = 0; look < LOOKS; look++) {
    control = addMoments(control, batch());
    treatment = addMoments(treatment, batch());
    const arms = { control: sampleMean(control), treatment: sampleMean(treatment) };
    lastFixed = tTest(arms, { difference: 'absolute', alpha: ALPHA }).pValue < ALPHA;
    everFixed ||= lastFixed;
    everSequential ||= sequentialTest(arms, { difference: 'absolute', alpha: ALPHA }).pValue < ALPHA;
  }
  return { everFixed, lastFixed, everSequential };
}
