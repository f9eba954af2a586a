import {
  type CacheWindow,
  DegradedCause,
  type Latency,
  type SearchWindow,
  Stage,
  type StageWindow,
} from '@weir/contracts';
import type { LatencyHistogram, SearchTally, StageTally } from '@weir/telemetry';
import type { SystemFacts } from './system-facts.js';

/** Searches of a stretch of time as the API tells them. */
export function searchWindow(
  { lengthMs, tally }: { readonly lengthMs: number; readonly tally: SearchTally },
  { stages, budgets }: Pick<SystemFacts, 'stages' | 'budgets'>,
): SearchWindow {
  const allowed = budgets();
  return {
    length_ms: Math.round(lengthMs),
    searches: tally.latency.count,
    cached: tally.cached,
    degraded: tally.degraded,
    failed: tally.failed,
    latency: latencyOf(tally.latency),
    stages: stages.map((name) => stageWindow(name, tally.stages.get(name), allowed[name])),
    caches: Array.from(tally.caches, ([cache, reads]): CacheWindow => ({ cache, ...reads })),
  };
}

function stageWindow(name: string, tally: StageTally | undefined, budgetMs: number | undefined): StageWindow {
  const runs = Math.max(1, tally?.latency.count ?? 0);
  return {
    stage: Stage[`STAGE_${name.toUpperCase()}` as keyof typeof Stage],
    latency: latencyOf(tally?.latency),
    budget_ms: budgetMs,
    degraded: Array.from(tally?.degraded ?? [], ([cause, count]) => ({
      cause: DegradedCause[`DEGRADED_CAUSE_${cause.toUpperCase()}` as keyof typeof DegradedCause],
      count,
    })),
    candidates_in: (tally?.candidatesIn ?? 0) / runs,
    candidates_out: (tally?.candidatesOut ?? 0) / runs,
  };
}

function latencyOf(times: LatencyHistogram | undefined): Latency {
  const at = (share: number): number => times?.quantile(share) ?? 0;
  return { count: times?.count ?? 0, p50_ms: at(0.5), p95_ms: at(0.95), p99_ms: at(0.99) };
}
