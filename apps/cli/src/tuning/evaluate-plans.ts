import { type Cascade, type Plan, planFingerprint } from '@weir/cascade';
import type { JudgedQuery } from '../evaluation/judged-queries.js';
import { measure, type MeasureOptions } from '../evaluation/measure.js';
import { quantile } from '../evaluation/report.js';
import { searchPlan } from '../evaluation/stages.js';
import type { Evaluate, Trial } from './greedy-search.js';

export interface PlanEvaluation extends MeasureOptions {
  readonly queries: readonly JudgedQuery[];
  /** A Plan counts as within its budgets however long it takes: for a machine that has other work to do. */
  readonly anySpeed: boolean;
  /** Told of every search that was done for a Plan. */
  readonly onProgress: (plan: Plan, done: number) => void;
}

/** Searches all queries by a Plan over the whole catalogue and measures the answers, once a Plan. */
export function planEvaluator(
  cascade: Cascade,
  { queries, anySpeed, onProgress, ...options }: PlanEvaluation,
): Evaluate {
  const known = new Map<string, Promise<Trial>>();
  const encodeMs = new Map<string, number>();

  async function run(plan: Plan): Promise<Trial> {
    const [ndcg, ms, rerankMs]: [number[], number[], number[]] = [[], [], []];
    for (const [at, query] of queries.entries()) {
      const answer = await searchPlan(cascade, query, plan);
      ndcg.push(measure(query, answer, options).ndcg);
      // The query's vector is remembered: every Plan that wants it is charged what the first one paid.
      if (plan.retrieval.mode !== 'bm25' && !encodeMs.has(query.id)) encodeMs.set(query.id, answer.encodeMs);
      const saved = plan.retrieval.mode === 'bm25' ? 0 : encodeMs.get(query.id)! - answer.encodeMs;
      ms.push(answer.ms + saved);
      rerankMs.push(answer.rerankMs);
      onProgress(plan, at + 1);
    }
    const p50Ms = quantile(ms, 0.5);
    const inTime = p50Ms <= plan.deadline_ms && quantile(rerankMs, 0.5) <= plan.reranker.budget_ms;
    return { plan, ndcg, fits: anySpeed || inTime, p50Ms, p95Ms: quantile(ms, 0.95) };
  }

  return (plan) => {
    const key = planFingerprint(plan);
    const trial = known.get(key) ?? run(plan);
    known.set(key, trial);
    return trial;
  };
}
