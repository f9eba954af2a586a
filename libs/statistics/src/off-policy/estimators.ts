import { seededRandom } from '@weir/evaluation';
import { fitRewardModel, type RewardModel, type RewardModelOptions } from './reward-model.js';
import { importanceWeight, type LoggedRound, type Policy } from './rounds.js';
import { type PolicyValue, ratioOfSums, type Terms } from './terms.js';

export interface EstimateOptions {
  /** Of the confidence interval. @defaultValue 0.95 */
  readonly level?: number;
}

/** What the logging policy itself earned a round: the plain mean, which is what the other estimates are held against. */
export function onPolicyValue(rounds: readonly LoggedRound[], options: EstimateOptions = {}): PolicyValue {
  return policyValue(mean(Float64Array.from(rounds, ({ reward }) => reward)), options);
}

/**
 * Inverse propensity scoring: the mean of weight * reward. Unbiased where every action that the policy takes had a
 * chance to be logged. Horvitz and Thompson, JASA 1952; Precup, Sutton and Singh, ICML 2000.
 */
export function inversePropensity(
  rounds: readonly LoggedRound[],
  policy: Policy,
  options: EstimateOptions = {},
): PolicyValue {
  const numerators = Float64Array.from(rounds, (round) => importanceWeight(round, policy) * round.reward);
  return policyValue(mean(numerators), options);
}

/**
 * Self-normalised: the sum of weight * reward over the sum of weights. Biased a little with few rounds, never outside of
 * the rewards seen, and of less variance. Swaminathan and Joachims, NIPS 2015.
 */
export function selfNormalised(
  rounds: readonly LoggedRound[],
  policy: Policy,
  options: EstimateOptions = {},
): PolicyValue {
  const denominators = Float64Array.from(rounds, (round) => importanceWeight(round, policy));
  const numerators = denominators.map((weight, i) => weight * rounds[i]!.reward);
  return policyValue({ numerators, denominators }, options);
}

export interface DoublyRobustOptions extends EstimateOptions, Pick<RewardModelOptions, 'groups' | 'strength'> {
  /** Of the cross-fitting, from 2: the model that predicts a round has not seen it. @defaultValue 5 */
  readonly folds?: number;
  /** Of drawing the folds. @defaultValue 1 */
  readonly seed?: number;
}

/**
 * Doubly robust: what a reward model expects of the policy, plus weight * (reward - what it expected) of the rounds seen.
 * Unbiased with right propensities whatever the model says; the better the model, the less variance. Dudik, Langford and
 * Li, ICML 2011; cross-fitted as in Chernozhukov et al., Econometrics Journal 2018.
 */
export function doublyRobust(
  rounds: readonly LoggedRound[],
  policy: Policy,
  options: DoublyRobustOptions = {},
): PolicyValue {
  const { folds = 5, seed = 1, groups, strength } = options;
  const shape = {
    contexts: policy.length,
    actions: policy[0]?.length ?? 0,
    ...(groups !== undefined && { groups }),
    ...(strength !== undefined && { strength }),
  };
  const random = seededRandom(seed);
  const foldOf = Uint8Array.from(rounds, () => Math.floor(random() * folds));
  const numerators = new Float64Array(rounds.length);
  for (let fold = 0; fold < folds; fold++) {
    const model = fitRewardModel(
      rounds.filter((_, i) => foldOf[i] !== fold),
      shape,
    );
    const expected = policy.map((row, context) => expectedReward(row, model[context]!));
    rounds.forEach((round, i) => {
      if (foldOf[i] !== fold) return;
      const surprise = round.reward - model[round.context]![round.action]!;
      numerators[i] = importanceWeight(round, policy) * surprise + expected[round.context]!;
    });
  }
  return policyValue(mean(numerators), options);
}

function expectedReward(probabilities: readonly number[], rewards: RewardModel[number]): number {
  return probabilities.reduce((sum, probability, action) => sum + probability * rewards[action]!, 0);
}

function mean(numerators: Float64Array): Terms {
  return { numerators, denominators: new Float64Array(numerators.length).fill(1) };
}

function policyValue(terms: Terms, options: EstimateOptions): PolicyValue {
  if (terms.numerators.length < 2) {
    throw new RangeError(`An estimate needs at least two rounds, but got ${terms.numerators.length}.`);
  }
  return ratioOfSums(terms, options.level ?? 0.95);
}
