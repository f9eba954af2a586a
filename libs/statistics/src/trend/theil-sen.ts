import { normalPpf } from '../distributions/normal.js';

/** A straight line's slope through points that may have outliers. */
export interface Trend {
  /** Median of the slopes between all pairs of points, in units of y a unit of x. */
  readonly slope: number;
  /** Interval that covers the true slope with the confidence asked for. */
  readonly low: number;
  readonly high: number;
}

/**
 * The Theil-Sen estimator with Sen's interval (Sen, "Estimates of the Regression Coefficient Based on Kendall's Tau",
 * JASA 63, 1968). Points should not depend on their neighbours: average over blocks what is sampled often.
 *
 * @param points at least three, with different x
 * @param confidence e.g. 0.95
 */
export function theilSen(points: readonly (readonly [x: number, y: number])[], confidence = 0.95): Trend {
  const slopes: number[] = [];
  points.forEach(([x, y], at) => {
    for (const [otherX, otherY] of points.slice(at + 1)) if (otherX !== x) slopes.push((otherY - y) / (otherX - x));
  });
  if (slopes.length < 3) throw new Error('a trend needs three points at different times');
  slopes.sort((one, other) => one - other);
  const n = points.length;
  const spread = normalPpf((1 + confidence) / 2) * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  const at = (rank: number): number => slopes[Math.min(slopes.length - 1, Math.max(0, Math.round(rank)))]!;
  return {
    slope: (slopes[(slopes.length - 1) >> 1]! + slopes[slopes.length >> 1]!) / 2,
    low: at((slopes.length - spread) / 2 - 1),
    high: at((slopes.length + spread) / 2),
  };
}
