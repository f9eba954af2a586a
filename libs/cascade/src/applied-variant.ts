import type { Plan } from './plan.js';
import type { StageName } from './stage-name.js';

/** A variant of an experiment that a request gets. */
export interface AppliedVariant {
  readonly experiment: string;
  readonly variant: string;
  /** Phases of one experiment are analysed apart. */
  readonly phase: number;
  /** Where weights follow results: the batch whose weights drew the variant. */
  readonly batch?: number;
  /** What was assigned: the shopper or the visit. */
  readonly unit: 'shopper' | 'session';
  /** Parts of the Plan in which the variants of the experiment differ from one another; none in a test of A against A. */
  readonly differs: readonly (keyof Plan)[];
  /** False for a variant that was forced by hand: it is shown and not counted. */
  readonly counted: boolean;
  /** The page is made of both variants of the experiment. */
  readonly interleaved?: boolean;
  /** Merchandising rules that the variants switch differently; absent where they differ in whether rules act at all. */
  readonly rules?: readonly string[];
}

/**
 * Why what the variants differ in did not come to work in a search: the list was computed for an earlier request, there
 * was nothing to rank, no rule in which they differ is for it, or a stage failed or ran late.
 */
export type Miss = 'cached' | 'unranked' | 'unmatched' | 'failed';

/** A variant as the answer tells it. */
export interface ShownVariant extends AppliedVariant {
  /** Absent where the shopper could see a difference: the variant was reached. */
  readonly missed?: Miss;
}

/** What is known of a search when its page is made. */
export interface Reachable {
  /** The list was computed for an earlier request. */
  readonly cached: boolean;
  /** The query is empty, or the order is that of a field: there is nothing to rerank. */
  readonly unranked: boolean;
  /** Stages that did not do all of their work. */
  readonly degraded: readonly { readonly stage: StageName }[];
  /** Keys of the merchandising rules that are for the search, whether or not its variant has them act. */
  readonly rules: ReadonlySet<string>;
}

const stagesOf: Readonly<Record<keyof Plan, readonly StageName[]>> = {
  retrieval: ['encode', 'retrieve'],
  ranker: ['features', 'rank'],
  reranker: ['rerank'],
  merchandising: [],
  page: [],
  ladder: [],
  deadline_ms: [],
};
const onlyWhereRanked: ReadonlySet<keyof Plan> = new Set(['ranker', 'reranker']);

/**
 * Why the part that differs did not run, if it did not. It asks what would have run under any of the variants, not what
 * this one's Plan names: a control that has the stage off is as much reached as a variant that has it on, or the two would
 * be compared over different searches. Where nothing differs, every search is reached.
 */
export function missOf(variant: Pick<AppliedVariant, 'differs' | 'rules'>, search: Reachable): Miss | undefined {
  const misses = variant.differs.map((part) =>
    part === 'merchandising' ? missOfRules(variant, search) : missOfPart(part, search),
  );
  // One part at work is enough.
  return misses.includes(undefined) ? undefined : misses[0];
}

/** What rules do does not depend on where the list comes from. */
function missOfRules({ rules }: Pick<AppliedVariant, 'rules'>, search: Reachable): Miss | undefined {
  const isReached = rules === undefined ? search.rules.size > 0 : rules.some((key) => search.rules.has(key));
  if (!isReached) return 'unmatched';
  return search.degraded.some(({ stage }) => stage === 'compose') ? 'failed' : undefined;
}

function missOfPart(part: keyof Plan, search: Reachable): Miss | undefined {
  const stages = stagesOf[part];
  // The page and its deadline are at work in every answer.
  if (stages.length === 0) return undefined;
  if (search.cached) return 'cached';
  if (search.unranked && onlyWhereRanked.has(part)) return 'unranked';
  return search.degraded.some(({ stage }) => stages.includes(stage)) ? 'failed' : undefined;
}
