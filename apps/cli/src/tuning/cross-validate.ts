import type { Plan } from '@weir/cascade';
import { seededRandom } from '@weir/evaluation';
import type { Evaluate, Trial } from './greedy-search.js';

export interface CrossValidation {
  readonly folds: number;
  /** Of each query: NDCG of the Plan that was chosen without the queries of its fold. */
  readonly ndcg: readonly number[];
  /** The Plan that each fold's choice came to. */
  readonly plans: readonly Plan[];
}

export interface Folding {
  /** Queries with the same group are kept in one fold. One a query, in their order. */
  readonly groups: readonly string[];
  readonly folds: number;
  readonly seed: number;
}

/** What the choice is worth on queries that it has not seen. Undefined where there are not two folds. */
export async function crossValidate(
  { groups, folds, seed }: Folding,
  evaluate: Evaluate,
  search: (evaluate: Evaluate) => Promise<Plan>,
): Promise<CrossValidation | undefined> {
  const foldOf = assignFolds(groups, folds, seed);
  const used = new Set(foldOf).size;
  if (used < 2) return undefined;
  const ndcg = new Array<number>(groups.length).fill(NaN);
  const plans: Plan[] = [];
  for (let fold = 0; fold < used; fold++) {
    const seen = (values: readonly number[]): number[] => values.filter((_, query) => foldOf[query] !== fold);
    const plan = await search(async (tried): Promise<Trial> => {
      const trial = await evaluate(tried);
      return { ...trial, ndcg: seen(trial.ndcg) };
    });
    const whole = await evaluate(plan);
    foldOf.forEach((its, query) => {
      if (its === fold) ndcg[query] = whole.ndcg[query]!;
    });
    plans.push(plan);
  }
  return { folds: used, ndcg, plans };
}

/** Fold of each query, from 0: groups shuffled, then dealt out in turn, so that folds differ by one group at most. */
function assignFolds(groups: readonly string[], folds: number, seed: number): readonly number[] {
  const random = seededRandom(seed);
  const shuffled = [...new Set(groups)];
  for (let at = shuffled.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [shuffled[at], shuffled[other]] = [shuffled[other]!, shuffled[at]!];
  }
  const foldOf = new Map(shuffled.map((group, at) => [group, at % folds]));
  return groups.map((group) => foldOf.get(group)!);
}
