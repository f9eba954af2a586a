import type { PartialPlan, Plan } from '@weir/cascade';

/** How well one ranking agrees with the judgments. Each is 0 to 1; named as the API names them. */
export interface RunMeasures {
  readonly ndcg_at_10: number;
  readonly mrr_at_10: number;
  readonly recall_at_100: number;
  /** Share of the first ten that nobody judged. */
  readonly unjudged_at_10: number;
}

/** The measures of which more is better, which Plans are compared by. */
export const comparedMeasures = ['ndcg_at_10', 'mrr_at_10', 'recall_at_100'] as const satisfies (keyof RunMeasures)[];

/** A Plan of a run. */
export interface RunPlan {
  readonly name: string;
  /** As it was given. */
  readonly plan: PartialPlan;
  /** That searches: what the base Plan becomes meanwhile makes no difference to the run. */
  readonly whole_plan: Plan;
}

/** What a Plan reached. */
export interface PlanResult extends RunPlan {
  readonly means: RunMeasures;
  readonly p50_ms: number;
  readonly p95_ms: number;
  /** Searches in which a stage did not do all of its work. */
  readonly degraded: number;
}

/** The second Plan less the first in one measure. */
export interface Difference {
  readonly measure: (typeof comparedMeasures)[number];
  readonly difference: number;
  /** Absent with fewer than two queries, as are all below. */
  readonly low?: number;
  readonly high?: number;
  readonly p?: number;
  readonly p_randomisation?: number;
  readonly better: number;
  readonly worse: number;
  readonly equal: number;
}

/** One query of a run; without measures where nothing is judged for it. */
export interface RunQueryResult {
  readonly id: string;
  readonly query: string;
  readonly judged: number;
  readonly measures: readonly RunMeasures[];
}

/** A run as it is kept, without its queries. */
export interface QueryRunRecord {
  readonly id: string;
  readonly query_set: string;
  readonly judgment_set: string;
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  readonly author: string;
  /** ms since 1970. */
  readonly started_at: number;
  /** Last sign of life, ms since 1970. */
  readonly seen_at: number;
  readonly ended_at?: number;
  readonly queries: number;
  readonly queries_done: number;
  readonly queries_unjudged: number;
  readonly plans: readonly (RunPlan | PlanResult)[];
  readonly differences: readonly Difference[];
  readonly detail: string;
}
