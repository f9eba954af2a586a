import type { LoggedRound, Policy } from './rounds.js';

/** The policy that wrote a log, and what its probabilities were read from. */
export interface LoggedPolicy {
  readonly policy: Policy;
  /**
   * `propensities`: each action has one propensity in each context, and they sum to 1: the policy is known.
   * `shares`: the propensities change over time, so the policy is the share of its rounds in a context that each action
   * got, which is its average over the traffic of the log. (The mean of the logged propensities would not be: an action is
   * logged more often when its propensity is high.)
   */
  readonly readFrom: 'propensities' | 'shares';
}

/** Reads the policy off its own log. Throws a RangeError if a context has no round. */
export function loggedPolicy(
  rounds: readonly LoggedRound[],
  { contexts, actions }: { readonly contexts: number; readonly actions: number },
): LoggedPolicy {
  const counts = Array.from({ length: contexts }, () => new Array<number>(actions).fill(0));
  const propensities = Array.from({ length: contexts }, () => new Array<number>(actions).fill(NaN));
  let known = true;
  for (const { context, action, propensity } of rounds) {
    counts[context]![action]! += 1;
    const before = propensities[context]![action]!;
    if (!Number.isNaN(before) && Math.abs(before - propensity) > 1e-9) known = false;
    propensities[context]![action] = propensity;
  }
  known &&= propensities.every((row) => Math.abs(total(row) - 1) < 1e-6);
  if (known) return { policy: propensities, readFrom: 'propensities' };
  return { policy: counts.map(shares), readFrom: 'shares' };
}

function shares(counts: readonly number[], context: number): number[] {
  const rounds = total(counts);
  if (rounds === 0) {
    throw new RangeError(`The log has no round of context ${context}: a policy cannot be read off it.`);
  }
  return counts.map((count) => count / rounds);
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
