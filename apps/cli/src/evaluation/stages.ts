import type { Cascade, PartialPlan, Plan, StageName, Trace } from '@weir/cascade';
import type { JudgedQuery } from './judged-queries.js';

/** Stages that can be evaluated, each the cascade up to it; in the order of the cascade. */
export const evaluatedStages = ['bm25', 'dense', 'hybrid', 'ranker', 'reranker'] as const;
export type EvaluatedStage = (typeof evaluatedStages)[number];

/** One query's answer up to a stage. */
export interface StageAnswer {
  /** Best first. */
  readonly ids: readonly string[];
  /** Spent in the stages of the cascade up to this one. */
  readonly ms: number;
  /** A stage did not do all of its work. */
  readonly degraded: boolean;
}

export interface SearchOptions {
  readonly stages: readonly EvaluatedStage[];
  readonly plan: Plan;
  /** Only the judged products of each query are candidates. */
  readonly pool: boolean;
}

const alone = { ranker: { model: null }, reranker: { model: null } } satisfies PartialPlan;
/** What a stage adds to the time of the one before. */
const work: Readonly<Record<EvaluatedStage, readonly StageName[]>> = {
  bm25: ['retrieve'],
  dense: ['encode', 'retrieve'],
  hybrid: ['encode', 'retrieve'],
  ranker: ['encode', 'retrieve', 'features', 'rank'],
  reranker: ['encode', 'retrieve', 'features', 'rank', 'rerank'],
};

/** Answers one query up to each stage: hybrid, ranker and reranker are read off one run of the cascade, without deadlines. */
export async function searchStages(
  cascade: Cascade,
  query: JudgedQuery,
  { stages, plan, pool }: SearchOptions,
): Promise<ReadonlyMap<EvaluatedStage, StageAnswer>> {
  const trace = (override: PartialPlan): Promise<Trace> =>
    cascade.trace(
      { query: query.text, plan: override },
      { ...(pool && { only: [...query.judgments.keys()] }), cache: false, unhurried: true },
    );
  const answers = new Map<EvaluatedStage, StageAnswer>();
  const upper = stages.filter((stage) => stage !== 'bm25' && stage !== 'dense');
  let encodeMs: number | undefined;
  if (upper.length > 0) {
    const whole = await trace({
      retrieval: { mode: 'hybrid' },
      ranker: upper.some((stage) => stage !== 'hybrid') ? plan.ranker : alone.ranker,
      reranker: upper.includes('reranker') ? plan.reranker : alone.reranker,
    });
    for (const stage of upper) answers.set(stage, answerOf(whole, stage));
    encodeMs = msOf(whole, ['encode']);
  }
  for (const mode of ['bm25', 'dense'] as const) {
    if (!stages.includes(mode)) continue;
    const lower = await trace({ ...alone, retrieval: { mode } });
    const answer = answerOf(lower, mode);
    // The encoder remembers the query's vector, so that only the first run pays for it.
    const saved = mode === 'dense' && encodeMs !== undefined ? encodeMs - msOf(lower, ['encode']) : 0;
    answers.set(mode, { ...answer, ms: answer.ms + saved });
  }
  return answers;
}

/** Why a stage cannot be evaluated with this Plan; undefined if it can. */
export function missingModel(stage: EvaluatedStage, plan: Plan): string | undefined {
  if (stage === 'ranker' && plan.ranker.model === null) return 'the Plan has no ranker (plan.ranker.model)';
  if (stage === 'reranker' && plan.reranker.model === null) return 'the Plan has no reranker (plan.reranker.model)';
  if (stage !== 'bm25' && plan.retrieval.encoder === null) return 'the Plan has no encoder (plan.retrieval.encoder)';
  return undefined;
}

function answerOf({ orders, timings, degraded }: Trace, stage: EvaluatedStage): StageAnswer {
  const ids = stage === 'ranker' ? orders.rank : stage === 'reranker' ? orders.rerank : orders.retrieve;
  return {
    ids,
    ms: msOf({ timings }, work[stage]),
    degraded: degraded.some((each) => work[stage].includes(each.stage)),
  };
}

function msOf({ timings }: Pick<Trace, 'timings'>, stages: readonly StageName[]): number {
  return timings.reduce((sum, { stage, ms }) => sum + (stages.includes(stage) ? ms : 0), 0);
}
