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

/** One query's answer by a whole Plan. */
export interface PlanAnswer extends StageAnswer {
  /** Of `ms`: spent on the query's vector, which is remembered, so that only the first search for it pays. */
  readonly encodeMs: number;
  /** Of `ms`: spent in the reranker. */
  readonly rerankMs: number;
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

/**
 * Answers one query up to each stage, without deadlines: ranker and reranker are read off one run of the Plan, with the
 * mode of retrieval that they stand on; the other modes are run alone.
 */
export async function searchStages(
  cascade: Cascade,
  query: JudgedQuery,
  { stages, plan, pool }: SearchOptions,
): Promise<ReadonlyMap<EvaluatedStage, StageAnswer>> {
  const { mode } = plan.retrieval;
  const upper = stages.filter((stage) => stage === mode || isAboveRetrieval(stage));
  const runs = [
    ...(upper.length > 0 ? [{ mode, read: upper }] : []),
    ...(['hybrid', 'bm25', 'dense'] as const)
      .filter((other) => other !== mode && stages.includes(other))
      .map((other) => ({ mode: other, read: [other] })),
  ];
  const answers = new Map<EvaluatedStage, StageAnswer>();
  let encodeMs: number | undefined;
  for (const run of runs) {
    const found = await traceOf(cascade, query, {
      pool,
      plan: {
        retrieval: { ...plan.retrieval, mode: run.mode },
        ranker: run.read.some(isAboveRetrieval) ? plan.ranker : alone.ranker,
        reranker: run.read.includes('reranker') ? plan.reranker : alone.reranker,
      },
    });
    // The encoder remembers the query's vector, so that only the first run that wants it pays for it.
    const paid = msOf(found, ['encode']);
    if (run.mode !== 'bm25') encodeMs ??= paid;
    const saved = run.mode === 'bm25' ? 0 : encodeMs! - paid;
    for (const stage of run.read) {
      const answer = answerOf(found, stage);
      answers.set(stage, { ...answer, ms: answer.ms + saved });
    }
  }
  return answers;
}

/** Answers one query by a whole Plan over the whole catalogue, without deadlines. */
export async function searchPlan(cascade: Cascade, query: JudgedQuery, plan: Plan): Promise<PlanAnswer> {
  const found = await traceOf(cascade, query, { plan, pool: false });
  const last = plan.reranker.model !== null ? 'reranker' : plan.ranker.model !== null ? 'ranker' : plan.retrieval.mode;
  return { ...answerOf(found, last), encodeMs: msOf(found, ['encode']), rerankMs: msOf(found, ['rerank']) };
}

/** Why a stage cannot be evaluated with this Plan; undefined if it can. */
export function missingModel(stage: EvaluatedStage, plan: Plan): string | undefined {
  if (stage === 'ranker' && plan.ranker.model === null) return 'the Plan has no ranker (plan.ranker.model)';
  if (stage === 'reranker' && plan.reranker.model === null) return 'the Plan has no reranker (plan.reranker.model)';
  const mode = isAboveRetrieval(stage) ? plan.retrieval.mode : stage;
  if (mode !== 'bm25' && plan.retrieval.encoder === null) return 'the Plan has no encoder (plan.retrieval.encoder)';
  return undefined;
}

function isAboveRetrieval(stage: EvaluatedStage): boolean {
  return stage === 'ranker' || stage === 'reranker';
}

function traceOf(
  cascade: Cascade,
  { text, judgments }: JudgedQuery,
  { plan, pool }: { readonly plan: PartialPlan; readonly pool: boolean },
): Promise<Trace> {
  return cascade.trace(
    { query: text, plan },
    { ...(pool && { only: [...judgments.keys()] }), cache: false, unhurried: true },
  );
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
