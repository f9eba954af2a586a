import {
  ApiError,
  type BeginComparisonRequest,
  type BeginComparisonResponse,
  type EndComparisonRequest,
  type EndComparisonResponse,
  type FieldViolation,
  invalidArgument,
  type ListComparisonsResponse,
  type RemoveComparisonRequest,
  type RemoveComparisonResponse,
  type ShadowComparison,
} from '@weir/contracts';
import type { ComparedPair, ComparisonReport } from '../shadow/comparison-report.js';
import type { ShadowComparisons } from '../shadow/shadow-comparisons.js';

/** Each compares every search that it draws by itself. */
const mostRunning = 5;

/** Two models that may be compared, or what is wrong with them. */
export type PairCheck = (
  champion: string,
  challenger: string,
) => Promise<{ readonly pair: ComparedPair } | { readonly violations: readonly FieldViolation[] }>;

export interface ShadowApiParts {
  readonly comparisons: ShadowComparisons;
  readonly checkPair: PairCheck;
  /** Wall clock, ms since 1970. */
  readonly now: () => number;
}

/** Comparisons of models as the API offers them, whichever transport a request came by. */
export class ShadowApi {
  constructor(private readonly parts: ShadowApiParts) {}

  list(): Promise<ListComparisonsResponse> {
    return Promise.resolve({ comparisons: this.parts.comparisons.list().map(toMessage) });
  }

  async begin(request: BeginComparisonRequest): Promise<BeginComparisonResponse> {
    const { champion, challenger, share, until_ms: untilAt } = request;
    const { comparisons, checkPair, now } = this.parts;
    const wrong: FieldViolation[] = [];
    if (!(share > 0 && share <= 1)) wrong.push({ field: 'share', description: 'must be above 0, and at most 1' });
    if (untilAt !== undefined && untilAt <= now())
      wrong.push({ field: 'until_ms', description: 'must be in the future' });
    const checked = await checkPair(champion, challenger);
    if ('violations' in checked) throw invalidArgument([...checked.violations, ...wrong]);
    if (wrong.length > 0) throw invalidArgument(wrong);
    const running = comparisons.list().filter(({ endedAt }) => endedAt === undefined);
    const same = running.find((each) => isSame(each, checked.pair));
    if (same !== undefined)
      throw new ApiError('ALREADY_EXISTS', 'These two are being compared already: end that comparison first.');
    if (running.length >= mostRunning)
      throw new ApiError('FAILED_PRECONDITION', `${mostRunning} comparisons are running: end one first.`);
    return { comparison: toMessage(comparisons.begin(checked.pair, { share, untilAt })) };
  }

  end({ id }: EndComparisonRequest): Promise<EndComparisonResponse> {
    const ended = this.parts.comparisons.end(id);
    return ended === undefined ? Promise.reject(missing(id)) : Promise.resolve({ comparison: toMessage(ended) });
  }

  remove({ id }: RemoveComparisonRequest): Promise<RemoveComparisonResponse> {
    return this.parts.comparisons.remove(id) ? Promise.resolve({}) : Promise.reject(missing(id));
  }
}

function isSame(one: ComparedPair, other: ComparedPair): boolean {
  return one.champion === other.champion && one.challenger === other.challenger;
}

function missing(id: string): ApiError {
  return new ApiError(
    'NOT_FOUND',
    `There is no comparison ${id} in this process: it was removed, or ended with the process that had it.`,
  );
}

function toMessage(report: ComparisonReport): ShadowComparison {
  const { id, kind, champion, challenger, share, begunAt, untilAt, endedAt, compared, dropped, failed } = report;
  const { agreement, championLatency, challengerLatency, examples } = report;
  return {
    ...{ id, kind, champion, challenger, share, begun_ms: begunAt, until_ms: untilAt, ended_ms: endedAt },
    ...{ compared, dropped, failed },
    agreement: agreement && {
      overlap: agreement.overlap,
      rank_biased_overlap: agreement.rankBiasedOverlap,
      tau: agreement.tau,
      rho: agreement.rho,
      moved: agreement.moved,
      same_first: agreement.sameFirst,
      by_overlap: agreement.byOverlap,
    },
    champion_latency: championLatency && { p50_ms: championLatency.p50Ms, p95_ms: championLatency.p95Ms },
    challenger_latency: challengerLatency && { p50_ms: challengerLatency.p50Ms, p95_ms: challengerLatency.p95Ms },
    examples: examples.map(({ at, ...example }) => ({ ...example, at_ms: at })),
  };
}
