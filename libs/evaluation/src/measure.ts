import { exponentialGain, type Gain } from './gains.js';
import { judgeRanking, type Judgments } from './judgments.js';
import { ndcg } from './metrics/ndcg.js';
import { recall } from './metrics/recall.js';
import { reciprocalRank } from './metrics/reciprocal-rank.js';

/** A judged product with any grade above 0 counts as relevant. */
export const anyRelevance = Number.MIN_VALUE;
/** The cut-off of recall. */
export const recallDepth = 100;

export interface MeasureOptions {
  /** @defaultValue exponential */
  readonly gain?: Gain;
  /** Cut-off of NDCG and MRR. @defaultValue 10 */
  readonly k?: number;
}

/** Metrics of one query. */
export interface Measured {
  readonly ndcg: number;
  readonly reciprocalRank: number;
  readonly recall: number;
}

/** NDCG@k, reciprocal rank within k and recall@100 of one query's ranking, best first: what `weir eval` reports. */
export function measureRanking(
  ids: readonly string[],
  judgments: Judgments,
  { gain = exponentialGain, k = 10 }: MeasureOptions = {},
): Measured {
  const ranking = judgeRanking(ids, judgments);
  return {
    ndcg: ndcg(ranking, k, gain),
    reciprocalRank: reciprocalRank(ranking, k, anyRelevance),
    recall: recall(ranking, recallDepth, anyRelevance),
  };
}

/** The mean of each metric over queries; NaN of none. */
export function averageMeasured(perQuery: readonly Measured[]): Measured {
  const mean = (value: (measured: Measured) => number): number =>
    perQuery.reduce((sum, measured) => sum + value(measured), 0) / perQuery.length;
  return {
    ndcg: mean(({ ndcg: value }) => value),
    reciprocalRank: mean(({ reciprocalRank: value }) => value),
    recall: mean(({ recall: value }) => value),
  };
}
