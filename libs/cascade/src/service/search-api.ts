import type { Door } from '@weir/admission';
import {
  type Call,
  ProgressiveKind,
  type SearchProgressiveResponse,
  type SearchRequest,
  type SearchResponse,
  toApiError,
} from '@weir/contracts';
import type { Log, Metrics, Tracing } from '@weir/telemetry';
import type { Cascade } from '../cascade.js';
import type { SearchResponse as Answer } from '../search.js';
import type { SearchContext } from '../cascade.js';
import { priorityOf, toSearchRequest } from './request.js';
import { toMessage } from './response.js';

export interface SearchObservers {
  readonly metrics: Metrics;
  readonly log: Log;
  /** Absent where traces are off. */
  readonly tracing?: Pick<Tracing, 'annotate' | 'ids'> | undefined;
}

/** How the process does that answers them. */
export interface SearchLoad {
  /** How late it comes to what is ready, ms: a request has waited that long before anybody saw it. @defaultValue never late */
  lateMs?(): number;
  /** Told which queries are answered from the cache for a while. */
  readonly door?: Pick<Door, 'remember'>;
}

/** Searches as the API offers them, whichever transport they come by: counted, timed and logged. */
export class SearchApi {
  constructor(
    private readonly cascade: Cascade,
    private readonly observers: SearchObservers,
    private readonly load: SearchLoad = {},
  ) {}

  async search(message: SearchRequest, call: Call): Promise<SearchResponse> {
    return this.counted(async () => {
      const answer = await this.cascade.search(toSearchRequest(message, call), this.context(call));
      this.observe(message, answer);
      return toMessage(answer);
    });
  }

  async *searchProgressive(message: SearchRequest, call: Call): AsyncGenerator<SearchProgressiveResponse> {
    const request = await this.counted(() => Promise.resolve(toSearchRequest(message, call)));
    const answers = this.cascade.searchProgressive(request, this.context(call))[Symbol.asyncIterator]();
    for (
      let next = await this.counted(() => answers.next());
      next.done !== true;
      next = await this.counted(() => answers.next())
    ) {
      const { kind, response } = next.value;
      if (kind === 'final') this.observe(message, response);
      yield {
        kind: kind === 'final' ? ProgressiveKind.PROGRESSIVE_KIND_FINAL : ProgressiveKind.PROGRESSIVE_KIND_RANK,
        response: toMessage(response),
      };
    }
  }

  private context(call: Call): SearchContext {
    return { signal: call.signal, priority: priorityOf(call), waitedMs: this.load.lateMs?.() ?? 0 };
  }

  private observe({ query }: SearchRequest, answer: Answer): void {
    const { metrics, log, tracing } = this.observers;
    if (answer.cached && !answer.stale) this.load.door?.remember(query);
    metrics.searched({ ...answer, traceId: tracing?.ids()?.trace_id });
    metrics.admission.answered(answer.rung);
    const { searchId, total, products, tookMs, cached, rung, degraded, timings } = answer;
    const stages = Object.fromEntries(timings.map(({ stage, ms }) => [stage, rounded(ms)]));
    const candidates = Object.fromEntries(timings.map(({ stage, candidatesOut }) => [stage, candidatesOut]));
    // No words of the query and nothing of who asked: logs are read by more people than searches.
    log.debug(
      {
        searchId,
        tookMs: rounded(tookMs),
        cached,
        rung,
        total,
        products: products.length,
        stages,
        candidates,
        degraded,
      },
      'search',
    );
    tracing?.annotate({
      'weir.search.id': searchId,
      'weir.search.cached': cached,
      'weir.search.rung': rung,
      'weir.search.total': total,
      'weir.search.products': products.length,
      'weir.search.degraded': degraded.map(({ stage, cause }) => `${stage}:${cause}`).join(' '),
    });
  }

  private async counted<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const { code } = toApiError(error);
      this.observers.metrics.searchFailed(code);
      // Its message may hold what was asked.
      this.observers.log.debug({ code }, 'search refused or failed');
      throw error;
    }
  }
}

/** To a microsecond. */
function rounded(ms: number): number {
  return Number(ms.toFixed(3));
}
