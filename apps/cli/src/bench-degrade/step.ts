import type { Rung } from '@weir/contracts';
import { exponentialGain, type Judgments, judgeRanking, ndcg } from '@weir/evaluation';
import { percentiles } from '../bench-search/summary.js';
import type { Offered } from './load.js';

/** What became of the searches that were offered at one rate. */
export interface DegradeStep {
  /** Of the capacity. */
  readonly multiple: number;
  readonly offered_per_s: number;
  readonly offered: number;
  /** Over all that were offered: a search that was refused, failed, or was answered after its deadline counts 0. */
  readonly ndcg_at_10: number;
  /** Answered inside the deadline, a second. */
  readonly goodput_per_s: number;
  /** Of those that were answered. */
  readonly p50_ms: number;
  readonly p99_ms: number;
  /** Share of those that were offered. */
  readonly rejected: number;
  readonly failed: number;
  readonly late: number;
  readonly degraded: number;
  /** Answers by how much of the cascade made them. */
  readonly rungs: Readonly<Record<string, number>>;
  /** Of the server at the end, MiB. */
  readonly rss_mb: number;
}

export interface StepContext {
  readonly multiple: number;
  readonly perSecond: number;
  readonly seconds: number;
  readonly deadlineMs: number;
  readonly rssMb: number;
  /** In the order of the queries. */
  readonly judgments: readonly Judgments[];
}

export function stepOf(offered: readonly Offered[], context: StepContext): DegradeStep {
  const { multiple, perSecond, seconds, deadlineMs, rssMb, judgments } = context;
  const answered = offered.flatMap(({ answer, ...rest }) => (answer === undefined ? [] : [{ ...rest, answer }]));
  const good = answered.filter(({ ms }) => ms <= deadlineMs);
  const gains = good.map(({ query, answer }) => ndcg(judgeRanking(answer.ids, judgments[query]!), 10, exponentialGain));
  const share = (count: number): number => round(count / Math.max(1, offered.length), 4);
  const { p50_ms, p99_ms } = percentiles(answered.map(({ ms }) => ms));
  const rejected = offered.filter((each) => each.rejected).length;
  return {
    multiple,
    offered_per_s: round(perSecond, 1),
    offered: offered.length,
    ndcg_at_10: round(gains.reduce((sum, each) => sum + each, 0) / Math.max(1, offered.length), 4),
    goodput_per_s: round(good.length / seconds, 1),
    ...{ p50_ms, p99_ms },
    rejected: share(rejected),
    failed: share(offered.length - answered.length - rejected),
    late: share(answered.length - good.length),
    degraded: share(answered.filter(({ answer }) => answer.degraded.length > 0).length),
    rungs: countsOf(answered.map(({ answer }) => nameOf(answer.rung))),
    rss_mb: rssMb,
  };
}

function nameOf(rung: Rung): string {
  return rung.replace('RUNG_', '').toLowerCase();
}

function countsOf(names: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
