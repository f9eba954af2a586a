import {
  type JudgmentSet,
  type MeasureDifference,
  type PlanMeasures,
  type QueryGrades,
  type QueryRun,
  QueryRunState,
  type QuerySet,
} from '@weir/contracts';
import type { GradedQuery, JudgmentSetSummary } from '../judgment-book.js';
import type { QuerySetSummary } from '../query-set-book.js';
import type { PlanResult, QueryRunRecord, RunPlan } from '../run/query-run.js';

export function toJudgmentSet({ key, name, queries, grades, created_at }: JudgmentSetSummary): JudgmentSet {
  return { key, name, queries, grades, created_at_ms: created_at };
}

export function toQuerySet({ key, name, judgment_set, queries, created_at }: QuerySetSummary): QuerySet {
  return { key, name, judgment_set, queries, created_at_ms: created_at };
}

export function toGrades({ id, query, version, grades }: GradedQuery): QueryGrades {
  const list = [...grades].map(([product_id, { grade, by, at }]) => ({ product_id, grade, author: by, at_ms: at }));
  return { query_id: id, query, version, grades: list };
}

export function toRun(run: QueryRunRecord): QueryRun {
  return {
    id: run.id,
    query_set: run.query_set,
    judgment_set: run.judgment_set,
    state: states[run.state],
    author: run.author,
    started_at_ms: run.started_at,
    ended_at_ms: run.ended_at,
    queries: run.queries,
    queries_done: run.queries_done,
    queries_unjudged: run.queries_unjudged,
    plans: run.plans.map(toPlan),
    differences: run.differences.map(toDifference),
    detail: run.detail,
  };
}

const states: Readonly<Record<QueryRunRecord['state'], QueryRunState>> = {
  running: QueryRunState.QUERY_RUN_STATE_RUNNING,
  done: QueryRunState.QUERY_RUN_STATE_DONE,
  cancelled: QueryRunState.QUERY_RUN_STATE_CANCELLED,
  failed: QueryRunState.QUERY_RUN_STATE_FAILED,
};

function toPlan(plan: RunPlan | PlanResult): PlanMeasures {
  const { name, plan: partial, whole_plan: whole } = plan;
  const result = 'means' in plan ? plan : { means: undefined, p50_ms: 0, p95_ms: 0, degraded: 0 };
  const { means, p50_ms, p95_ms, degraded } = result;
  return {
    name,
    plan: { ...partial },
    whole_plan: { ...whole },
    means: means && { ...means },
    p50_ms,
    p95_ms,
    degraded,
  };
}

function toDifference({
  low,
  high,
  p,
  p_randomisation,
  ...rest
}: QueryRunRecord['differences'][number]): MeasureDifference {
  return { ...rest, low, high, p, p_randomisation };
}
