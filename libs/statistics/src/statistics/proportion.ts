import type { Statistic } from './statistic.js';

/** The share of units that did something: `sum` of `n`. Its variance is p(1 - p), with no correction for n. */
export function proportion({ n, sum }: { readonly n: number; readonly sum: number }): Statistic {
  const mean = n === 0 ? 0 : sum / n;
  return { n, mean, variance: mean * (1 - mean) };
}
