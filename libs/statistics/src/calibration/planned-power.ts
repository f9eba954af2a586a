import { tTest } from '../comparisons/t-test.js';
import { power, sampleSize, type PlannedMetric } from '../power.js';
import { proportion } from '../statistics/proportion.js';
import { sampleMean } from '../statistics/sample-mean.js';
import type { Arms } from '../statistics/statistic.js';
import { drawMoments, drawSuccesses, exponential } from './draws.js';
import { around, between, shareOf, type Guarantee, type Simulation } from './guarantee.js';

const REVENUE: PlannedMetric = { mean: 1, deviation: 1 };
const CONVERSION: PlannedMetric = { mean: 0.1 };
const EFFECT = 0.2;

/** A/B tests of a known effect at the size that the calculator gives: how often the t-test finds it. */
export function simulatePlannedPower(simulation: Simulation): readonly Guarantee[] {
  const { random } = simulation;
  // A shift, so that both variants have the deviation that was planned with.
  const revenue = (n: number, shift: number): Arms['control'] =>
    sampleMean(drawMoments(n, () => shift + exponential(random)));
  const conversion = (n: number, rate: number): Arms['control'] =>
    proportion({ n, sum: drawSuccesses(n, rate, random) });
  return [
    found(simulation, { metric: REVENUE, name: 'a skewed mean' }, (n) => ({
      control: revenue(n, 0),
      treatment: revenue(n, EFFECT),
    })),
    found(simulation, { metric: CONVERSION, name: 'a proportion' }, (n) => ({
      control: conversion(n, CONVERSION.mean),
      treatment: conversion(n, CONVERSION.mean * (1 + EFFECT)),
    })),
  ];
}

function found(
  simulation: Simulation,
  { metric, name }: { readonly metric: PlannedMetric; readonly name: string },
  draw: (units: number) => Arms,
): Guarantee {
  const units = sampleSize(metric, EFFECT);
  const planned = power(metric, EFFECT, units);
  const measured = shareOf(simulation, () => {
    const { pValue, effect } = tTest(draw(units), { difference: 'absolute' });
    return pValue < 0.05 && effect > 0;
  });
  const what = `A/B of +20 % at the planned ${units} units a variant, power ${planned.toFixed(3)} planned`;
  return between(`power on ${name} is the calculator's`, what, measured, around(planned, simulation.tests, 0.02));
}
