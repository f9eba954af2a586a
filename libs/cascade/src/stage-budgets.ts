import type { Plan } from './plan.js';
import type { StageName } from './stage-name.js';

/** What a Plan allows the stages that have a budget, ms. Features and ranking share the ranker's. */
export function stageBudgets({ retrieval, ranker, reranker }: Plan): Readonly<Partial<Record<StageName, number>>> {
  return {
    ...(retrieval.encoder !== null && retrieval.mode !== 'bm25' && { encode: retrieval.encode_budget_ms }),
    retrieve: retrieval.budget_ms,
    ...(ranker.model !== null && { features: ranker.budget_ms, rank: ranker.budget_ms }),
    ...(reranker.model !== null && { rerank: reranker.budget_ms }),
  };
}
