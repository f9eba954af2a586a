import type { LoggedRound } from './rounds.js';

/** Expected reward of each action in each context: `model[context][action]`. */
export type RewardModel = readonly (readonly number[])[];

export interface RewardModelOptions {
  readonly contexts: number;
  readonly actions: number;
  /** Group of each action (e.g. the brand of an item), from which a rarely seen action borrows. */
  readonly groups?: readonly number[];
  /** Expected rewards at which a ratio seen counts as much as "no different": more shrinks more. @defaultValue 5 */
  readonly strength?: number;
}

/**
 * Mean rewards by context and action, each shrunk to what the level above expects: the context's mean, times how much
 * better than expected the action's group did, then the action, then the action in this context. A ratio is
 * (seen + strength) / (expected + strength): the posterior mean of a Poisson rate whose gamma prior has mean 1. Rewards
 * must not be negative. What was never seen is expected to be as its context and group are.
 */
export function fitRewardModel(rounds: readonly LoggedRound[], options: RewardModelOptions): RewardModel {
  const { contexts, actions, groups, strength = 5 } = options;
  const overall = rounds.reduce((sum, { reward }) => sum + reward, 0) / Math.max(rounds.length, 1);
  let model = contextMeans(rounds, { contexts, overall, strength }).map((mean) =>
    new Array<number>(actions).fill(mean),
  );
  const levels: ((context: number, action: number) => number)[] = [
    ...(groups === undefined ? [] : [(_: number, action: number): number => groups[action]!]),
    (_, action) => action,
    (context, action) => context * actions + action,
  ];
  for (const cellOf of levels) model = corrected(model, rounds, { cellOf, strength });
  return model;
}

function contextMeans(
  rounds: readonly LoggedRound[],
  { contexts, overall, strength }: { contexts: number; overall: number; strength: number },
): number[] {
  const seen = new Float64Array(contexts);
  const count = new Float64Array(contexts);
  for (const { context, reward } of rounds) {
    seen[context]! += reward;
    count[context]! += 1;
  }
  return [...seen].map((sum, context) => overall * ((sum + strength) / (count[context]! * overall + strength)));
}

/** The model times, for each cell, how much more reward was seen in it than the model expected. */
function corrected(
  model: RewardModel,
  rounds: readonly LoggedRound[],
  { cellOf, strength }: { cellOf: (context: number, action: number) => number; strength: number },
): number[][] {
  const seen = new Map<number, number>();
  const expected = new Map<number, number>();
  for (const { context, action, reward } of rounds) {
    const cell = cellOf(context, action);
    seen.set(cell, (seen.get(cell) ?? 0) + reward);
    expected.set(cell, (expected.get(cell) ?? 0) + model[context]![action]!);
  }
  return model.map((row, context) =>
    row.map((mean, action) => {
      const cell = cellOf(context, action);
      return mean * (((seen.get(cell) ?? 0) + strength) / ((expected.get(cell) ?? 0) + strength));
    }),
  );
}
