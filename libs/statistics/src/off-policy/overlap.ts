import { importanceWeight, type LoggedRound, type Policy } from './rounds.js';

/** How far the logging policy was from the one that is estimated. */
export interface Overlap {
  /** Mean weight: 1 within sampling error where the logged propensities are right. */
  readonly meanWeight: number;
  readonly meanWeightError: number;
  readonly largestWeight: number;
  /** (sum of weights)^2 / sum of squared weights: rounds drawn from the policy itself that would tell as much. Kish 1965. */
  readonly effectiveRounds: number;
}

/** Says whether weighted estimates can be trusted: few effective rounds mean wide and skewed intervals. */
export function overlap(rounds: readonly LoggedRound[], policy: Policy): Overlap {
  let sum = 0;
  let squares = 0;
  let largest = 0;
  for (const round of rounds) {
    const weight = importanceWeight(round, policy);
    sum += weight;
    squares += weight * weight;
    largest = Math.max(largest, weight);
  }
  const meanWeight = sum / rounds.length;
  const variance = squares / rounds.length - meanWeight * meanWeight;
  return {
    meanWeight,
    meanWeightError: Math.sqrt(Math.max(variance, 0) / rounds.length),
    largestWeight: largest,
    effectiveRounds: squares === 0 ? 0 : (sum * sum) / squares,
  };
}
