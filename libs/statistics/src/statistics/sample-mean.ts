import { varianceOf, type Moments } from '../moments.js';
import type { Statistic } from './statistic.js';

/** The mean of a value over units: events, revenue or milliseconds a unit. */
export function sampleMean(moments: Moments): Statistic {
  const { n, sum } = moments;
  return { n, mean: n === 0 ? 0 : sum / n, variance: varianceOf(n, moments) };
}
