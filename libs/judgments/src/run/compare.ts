import {
  averageMeasured,
  type Judgments,
  measureRanking,
  pairedRandomisationTest,
  pairedTTest,
} from '@weir/evaluation';
import { comparedMeasures, type Difference, type RunMeasures, type RunQueryResult } from './query-run.js';

const shown = 10;
/** Differences of sums that should be equal. */
const nothing = 1e-9;
/** A randomisation test of many queries must not hold up searches: its work is bounded, at 1,000 rounds or more. */
const mostSwaps = 5_000_000;
const mostRounds = 10_000;
const leastRounds = 1000;

/** What `weir eval` measures of one query's ranking, best first, and how much of its top nobody judged. */
export function measuresOf(ids: readonly string[], judgments: Judgments): RunMeasures {
  const { ndcg, reciprocalRank, recall } = measureRanking(ids, judgments);
  const top = ids.slice(0, shown);
  const unjudged = top.filter((id) => !judgments.has(id)).length;
  return {
    ndcg_at_10: ndcg,
    mrr_at_10: reciprocalRank,
    recall_at_100: recall,
    unjudged_at_10: top.length === 0 ? 0 : unjudged / top.length,
  };
}

/** The mean of each measure over queries. */
export function meansOf(measures: readonly RunMeasures[]): RunMeasures {
  const { ndcg, reciprocalRank, recall } = averageMeasured(
    measures.map(({ ndcg_at_10, mrr_at_10, recall_at_100 }) => ({
      ...{ ndcg: ndcg_at_10, reciprocalRank: mrr_at_10, recall: recall_at_100 },
    })),
  );
  const unjudged = measures.reduce((sum, { unjudged_at_10: share }) => sum + share, 0) / measures.length;
  return { ndcg_at_10: ndcg, mrr_at_10: reciprocalRank, recall_at_100: recall, unjudged_at_10: unjudged };
}

/** The second Plan less the first, query by query: paired tests, and how many queries got better and worse. */
export function differencesOf(queries: readonly RunQueryResult[]): readonly Difference[] {
  const rounds = Math.max(leastRounds, Math.min(mostRounds, Math.floor(mostSwaps / queries.length)));
  return comparedMeasures.map((measure): Difference => {
    const [before, after] = [0, 1].map((plan) => queries.map(({ measures }) => measures[plan]![measure]));
    const each = after!.map((value, at) => value - before![at]!);
    const counts = {
      better: each.filter((value) => value > nothing).length,
      worse: each.filter((value) => value < -nothing).length,
      equal: each.filter((value) => Math.abs(value) <= nothing).length,
    };
    const { difference, low, high, p } = pairedTTest(before!, after!);
    if (queries.length < 2) return { measure, difference, ...counts };
    const p_randomisation = pairedRandomisationTest(before!, after!, { rounds });
    return { measure, difference, low, high, p, p_randomisation, ...counts };
  });
}

/** The smallest value that at least this share of them does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
