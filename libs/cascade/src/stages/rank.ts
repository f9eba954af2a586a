import { type FeatureInput, readsBehaviour } from '@weir/features';
import type { Patience } from '@weir/inference';
import type { Retrieved } from '@weir/retrieval';
import { descending } from '../blend.js';
import type { Costs } from '../costs.js';
import type { Allowance } from '../ladder.js';
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

export interface ToRank {
  readonly retrieved: Retrieved;
  readonly costs: Pick<Costs, 'features' | 'rank'>;
  readonly allowance: Allowance;
}

/** Features and the tree ensemble over all candidates: the stages `features` and `rank`. Undefined where the Plan has no ranker, or where it failed or was late. */
export async function rank(
  parts: CascadeParts,
  search: PreparedSearch,
  { retrieved, costs, allowance }: ToRank,
): Promise<RankerScores | undefined> {
  const { run, plan, request } = search;
  const { model, budget_ms: budgetMs } = plan.ranker;
  const rows = retrieved.candidates.ids.length;
  if (model === null || request.query === '' || rows === 0) return undefined;

  if (!allowance.ranks) {
    run.degrade('features', 'overloaded', 'left out: more is asked than can be done in full');
    return undefined;
  }
  const start = parts.time.now();
  let computingMs = 0;
  const features = await run.stage({
    stage: 'features',
    budgetMs,
    candidatesIn: rows,
    affordable: (remainingMs) => costs.features.fits(rows, remainingMs - costs.rank.predictMs(1)),
    candidatesOut: () => rows,
    work: async (deadline) => {
      const ranker = await parts.models.ranker(model);
      const given = readsBehaviour(ranker.features) ? parts : { ...parts, behaviour: undefined };
      const input = await featureInput(given, { query: request.query, retrieved }, deadline);
      await parts.turn?.();
      deadline.check();
      const computing = parts.time.now();
      const matrix = ranker.matrix(input);
      computingMs = parts.time.now() - computing;
      costs.features.learn(rows, computingMs);
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
      costs.rank.learn(1, parts.time.now() - start - computingMs);
      return { ranker, matrix, scores, order: descending(scores) };
    },
  });
}

/** All that features read of these candidates, fetched in bulk. */
export async function featureInput(
  parts: Pick<CascadeParts, 'retriever' | 'time'> & { readonly behaviour?: CascadeParts['behaviour'] | undefined },
  { query, retrieved }: { readonly query: string; readonly retrieved: Retrieved },
  patience?: Patience,
): Promise<FeatureInput> {
  const { candidates, statistics } = retrieved;
  const [states, behaviour] = await Promise.all([
    parts.retriever.states(candidates.ids, patience),
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
