/** One logged round: what was shown in which context, how likely that was, and what came of it. */
export interface LoggedRound {
  /** Number of the context, from 0; for a policy that looks at the position only, the position. */
  readonly context: number;
  /** Number of the action, from 0. */
  readonly action: number;
  /** Probability with which the logging policy took this action in this round, in (0, 1]. */
  readonly propensity: number;
  /** E.g. 1 for a click, else 0. */
  readonly reward: number;
}

/** Probability of each action in each context: `policy[context][action]`; a row sums to 1. */
export type Policy = readonly (readonly number[])[];

/** How much more likely the policy takes the action than the logging policy did. */
export function importanceWeight(round: LoggedRound, policy: Policy): number {
  const probability = policy[round.context]?.[round.action];
  if (probability === undefined) {
    throw new RangeError(
      `The policy has no probability for action ${round.action} in context ${round.context}: give one row a context, with all actions.`,
    );
  }
  if (!(round.propensity > 0 && round.propensity <= 1)) {
    throw new RangeError(`A propensity is ${round.propensity}: it must be above 0 and at most 1.`);
  }
  return probability / round.propensity;
}
