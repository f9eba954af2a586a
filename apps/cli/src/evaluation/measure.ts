import {
  anyRelevance,
  expectedRandomNdcg,
  expectedRandomRecall,
  expectedRandomReciprocalRank,
  judgeRanking,
  type Measured,
  type MeasureOptions as PartialOptions,
  measureRanking,
  pairedRandomisationTest,
  pairedTTest,
  recallDepth,
} from '@weir/evaluation';
import type { JudgedQuery } from './judged-queries.js';
import type { EvaluatedStage, StageAnswer } from './stages.js';

export type MeasureOptions = Required<PartialOptions>;

export interface StageResult {
  readonly stage: EvaluatedStage;
  readonly perQuery: readonly Measured[];
  readonly ms: readonly number[];
  /** Queries for which a stage did not do all of its work. */
  readonly degraded: number;
}

/** Two stages against each other by NDCG@k, query by query. */
export interface Comparison {
  readonly from: string;
  readonly to: string;
  readonly difference: number;
  /** 95 % confidence interval of the difference. */
  readonly low: number;
  readonly high: number;
  /** Of the paired t-test, and of the paired randomisation test. */
  readonly p: number;
  readonly p_randomisation: number;
}

export function measure(query: JudgedQuery, { ids }: Pick<StageAnswer, 'ids'>, options: MeasureOptions): Measured {
  return measureRanking(ids, query.judgments, options);
}

/** What a random order of `documents` products is expected to reach. */
export function measureRandom(query: JudgedQuery, documents: number, { gain, k }: MeasureOptions): Measured {
  const judged = judgeRanking([], query.judgments);
  return {
    ndcg: expectedRandomNdcg(judged, { documents, k }, gain),
    reciprocalRank: expectedRandomReciprocalRank(judged, { documents, k }, anyRelevance),
    recall: expectedRandomRecall(judged, { documents, k: recallDepth }, anyRelevance),
  };
}

/** What the best order of the judged products reaches. */
export function measureIdeal(query: JudgedQuery, options: MeasureOptions): Measured {
  const ids = [...query.judgments].sort(([, a], [, b]) => options.gain(b) - options.gain(a)).map(([id]) => id);
  return measure(query, { ids }, options);
}

/** Each stage against the one that it builds on, in a Plan that retrieves by `mode`; hybrid against both of its sides. */
export function compareStages(results: readonly StageResult[], mode: EvaluatedStage = 'hybrid'): readonly Comparison[] {
  const resultOf = (stage: EvaluatedStage): StageResult | undefined => results.find((each) => each.stage === stage);
  const before = (to: StageResult, at: number): readonly (StageResult | undefined)[] => {
    if (to.stage === 'ranker') return [resultOf(mode) ?? results[at - 1]];
    if (to.stage === 'hybrid' && results[at - 1]?.stage === 'dense') return [results[at - 1], resultOf('bm25')];
    return [to.stage === 'reranker' ? (resultOf('ranker') ?? resultOf(mode) ?? results[at - 1]) : results[at - 1]];
  };
  return results.flatMap((to, at) =>
    before(to, at).flatMap((from) => {
      if (from === undefined) return [];
      const [old, now] = [from, to].map(({ perQuery }) => perQuery.map(({ ndcg: value }) => value));
      return [
        {
          from: from.stage,
          to: to.stage,
          ...pairedTTest(old!, now!),
          p_randomisation: pairedRandomisationTest(old!, now!),
        },
      ];
    }),
  );
}
