import type { Plan } from './plan.js';
import type { StageName } from './stage-name.js';

/** A variant of an experiment that a request gets. */
export interface AppliedVariant {
  readonly experiment: string;
  readonly variant: string;
  /** Phases of one experiment are analysed apart. */
  readonly phase: number;
  /** What was assigned: the shopper or the visit. */
  readonly unit: 'shopper' | 'session';
  /** Parts of the Plan in which the variants of the experiment differ from one another; none in a test of A against A. */
  readonly differs: readonly (keyof Plan)[];
  /** False for a variant that was forced by hand: it is shown and not counted. */
  readonly counted: boolean;
  /** The page is made of both variants of the experiment. */
  readonly interleaved?: boolean;
}

/** A variant as the answer tells it. */
export interface ShownVariant extends AppliedVariant {
  /** What the variants differ in came to work in this search, so that the shopper could see a difference. */
  readonly reached: boolean;
}

/** What is known of a search when its page is made. */
export interface Reachable {
  /** The list was computed for an earlier request. */
  readonly cached: boolean;
  /** The query is empty, or the order is that of a field: there is nothing to rerank. */
  readonly unranked: boolean;
  /** Stages that did not do all of their work. */
  readonly degraded: readonly { readonly stage: StageName }[];
}

const stagesOf: Readonly<Record<keyof Plan, readonly StageName[]>> = {
  retrieval: ['encode', 'retrieve'],
  ranker: ['features', 'rank'],
  reranker: ['rerank'],
  page: [],
  deadline_ms: [],
};
const onlyWhereRanked: ReadonlySet<keyof Plan> = new Set(['ranker', 'reranker']);

/**
 * Whether the part that differs ran. It asks what would have run under any of the variants, not what this one's Plan
 * names: a control that has the stage off is as much reached as a variant that has it on, or the two would be compared
 * over different searches. Where nothing differs, every search is reached.
 */
export function isReached({ differs }: Pick<AppliedVariant, 'differs'>, search: Reachable): boolean {
  if (differs.length === 0) return true;
  return differs.some((part) => {
    const stages = stagesOf[part];
    // The page and its deadline are at work in every answer.
    if (stages.length === 0) return true;
    if (search.cached || (search.unranked && onlyWhereRanked.has(part))) return false;
    return !search.degraded.some(({ stage }) => stages.includes(stage));
  });
}
