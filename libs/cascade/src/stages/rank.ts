import type { FeatureInput } from '@weir/features';
import type { Retrieved } from '@weir/retrieval';
import { descending } from '../blend.js';
import type { CostEstimate } from '../cost.js';
import type { CascadeParts, Ranker } from '../parts.js';
import type { PreparedSearch } from '../prepare.js';

/** What the ranker made of the candidates. All arrays are in the order of retrieval. */
export interface RankerScores {
  readonly ranker: Ranker;
  /** Row-major, one row a candidate. */
  readonly matrix: Float64Array;
  readonly scores: Float64Array;
  /** Candidate indexes, best first. */
  readonly order: readonly number[];
}

/** Scoring is quick once the features are there: they are not thrown away for a budget that they have used up themselves. */
const leastRankMs = 10;
/** Freshness is measured to the hour, so that a list computed again within it is the same list. */
const hourMs = 3_600_000;

/** Features and the tree ensemble over all candidates: the stages `features` and `rank`. Undefined where the Plan has no ranker, or where it failed or was late. */
export async function rank(
  parts: CascadeParts,
  search: PreparedSearch,
  retrieved: Retrieved,
  cost: CostEstimate,
): Promise<RankerScores | undefined> {
  const { run, plan, request } = search;
  const { model, budget_ms: budgetMs } = plan.ranker;
  const rows = retrieved.candidates.ids.length;
  if (model === null || request.query === '' || rows === 0) return undefined;

  const start = parts.time.now();
  const features = await run.stage({
    stage: 'features',
    budgetMs,
    candidatesIn: rows,
    affordable: (remainingMs) => cost.fits(rows, remainingMs),
    candidatesOut: () => rows,
    work: async (deadline) => {
      const ranker = await parts.models.ranker(model);
      const input = await featureInput(parts, request.query, retrieved);
      deadline.check();
      const computing = parts.time.now();
      const matrix = ranker.matrix(input);
      cost.learn(rows, parts.time.now() - computing);
      return { ranker, matrix };
    },
  });
  if (features === undefined) return undefined;

  const { ranker, matrix } = features;
  return run.stage({
    stage: 'rank',
    budgetMs: Math.max(leastRankMs, budgetMs - (parts.time.now() - start)),
    candidatesIn: rows,
    candidatesOut: () => Math.min(rows, plan.ranker.keep),
    work: async (deadline) => {
      const scores = await ranker.score(matrix, rows, deadline);
      return { ranker, matrix, scores, order: descending(scores) };
    },
  });
}

/** All that features read of these candidates, fetched in bulk. */
export async function featureInput(parts: CascadeParts, query: string, retrieved: Retrieved): Promise<FeatureInput> {
  const { candidates, statistics } = retrieved;
  const [states, behaviour] = await Promise.all([
    parts.retriever.states(candidates.ids),
    parts.behaviour?.(candidates.ids),
  ]);
  return {
    query,
    schema: parts.retriever.schema,
    statistics,
    candidates,
    states,
    ...(behaviour && { behaviour }),
    now: Math.floor(parts.time.epoch() / hourMs) * hourMs,
  };
}
