/** One of several Plans between which is chosen, measured on the same queries. */
export interface Contestant {
  /** As of `Option`: the lower is wanted where a higher one is not clearly better. */
  readonly level: number;
  /** NDCG of each query, in the same order for all. */
  readonly ndcg: readonly number[];
  /** Whether it answers within its budgets; one that does not is chosen only where none does. */
  readonly fits: boolean;
}

/**
 * Index of the one to take: of the lowest level among those whose mean is within one standard error of the best mean, and
 * within `mostLoss` of it, or a few queries would excuse any loss; of several, the best; of equals, the first. The standard error is that of the mean paired difference to the best
 * (the one-standard-error rule of Breiman, Friedman, Olshen and Stone, Classification and Regression Trees, 1984, 3.4.3).
 */
export function choose(contestants: readonly Contestant[]): number {
  const fitting = contestants.filter(({ fits }) => fits);
  const eligible = fitting.length > 0 ? fitting : contestants;
  const best = highest(eligible);
  const good = eligible.filter(({ ndcg }) => isAsGood(ndcg, best.ndcg));
  const level = Math.min(...good.map((each) => each.level));
  return contestants.indexOf(highest(good.filter((each) => each.level === level)));
}

/** NDCG that a cheaper Plan may seem to lose, however wide the standard error is. */
const mostLoss = 0.01;

/** Whether the mean is at most one standard error of the paired difference, and `mostLoss`, below that of `reference`. */
export function isAsGood(ndcg: readonly number[], reference: readonly number[]): boolean {
  const losses = reference.map((value, at) => value - ndcg[at]!);
  const mean = average(losses);
  const squares = losses.reduce((sum, loss) => sum + (loss - mean) ** 2, 0);
  const n = losses.length;
  // One query tells nothing.
  return n < 2 || mean <= Math.min(mostLoss, Math.sqrt(squares / (n - 1) / n));
}

function highest(contestants: readonly Contestant[]): Contestant {
  return contestants.reduce((best, each) => (average(each.ndcg) > average(best.ndcg) ? each : best));
}

export function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
