import {
  type Call,
  ProgressiveKind,
  type SearchProgressiveResponse,
  type SearchRequest,
  type SearchResponse,
  toApiError,
} from '@weir/contracts';
import type { Log, Metrics } from '@weir/telemetry';
import type { Cascade } from '../cascade.js';
import type { SearchResponse as Answer } from '../search.js';
import { toSearchRequest } from './request.js';
import { toMessage } from './response.js';

/** Searches as the API offers them, whichever transport they come by: counted, timed and logged. */
export class SearchApi {
  constructor(
    private readonly cascade: Cascade,
    private readonly metrics: Metrics,
    private readonly log: Log,
  ) {}

  async search(message: SearchRequest, call: Call): Promise<SearchResponse> {
    return this.counted(async () => {
      const answer = await this.cascade.search(toSearchRequest(message, call), { signal: call.signal });
      this.observe(answer);
      return toMessage(answer);
    });
  }

  async *searchProgressive(message: SearchRequest, call: Call): AsyncGenerator<SearchProgressiveResponse> {
    const request = await this.counted(() => Promise.resolve(toSearchRequest(message, call)));
    const answers = this.cascade.searchProgressive(request, { signal: call.signal })[Symbol.asyncIterator]();
    for (
      let next = await this.counted(() => answers.next());
      next.done !== true;
      next = await this.counted(() => answers.next())
    ) {
      const { kind, response } = next.value;
      if (kind === 'final') this.observe(response);
      yield {
        kind: kind === 'final' ? ProgressiveKind.PROGRESSIVE_KIND_FINAL : ProgressiveKind.PROGRESSIVE_KIND_RANK,
        response: toMessage(response),
      };
    }
  }

  private observe(answer: Answer): void {
    this.metrics.searched(answer);
    const { searchId, total, tookMs, cached, degraded, timings } = answer;
    const stages = Object.fromEntries(timings.map(({ stage, ms }) => [stage, Number(ms.toFixed(3))]));
    this.log.debug({ searchId, total, tookMs: Number(tookMs.toFixed(3)), cached, stages, degraded }, 'search');
  }

  private async counted<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.metrics.searchFailed(toApiError(error).code);
      throw error;
    }
  }
}
