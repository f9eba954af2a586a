import type { Cascade, ProgressiveAnswer, SearchContext, Trace } from './cascade.js';
import { findAndRank, listOf } from './compute.js';
import { CascadeError } from './error.js';
import { interleavedList } from './interleave.js';
import { ListSource } from './list-source.js';
import type { CascadeParts } from './parts.js';
import { type PreparedSearch, prepare } from './prepare.js';
import type { SearchRequest, SearchResponse } from './search.js';
import { compose } from './stages/compose.js';
import { featureInput } from './stages/rank.js';
import { rerank } from './stages/rerank.js';

/** Puts a cascade together. It keeps no state but learnt costs and searches under way; all else is in its parts. */
export function createCascade(parts: CascadeParts): Cascade {
  return new AssembledCascade(parts);
}

class AssembledCascade implements Cascade {
  private readonly lists: ListSource;

  constructor(private readonly parts: CascadeParts) {
    this.lists = new ListSource(parts);
  }

  async search(request: SearchRequest, context: SearchContext = {}): Promise<SearchResponse> {
    return this.guarded(async () => {
      const search = await prepare(this.parts, request, context);
      return this.served(search, await this.answer(search));
    });
  }

  async *searchProgressive(request: SearchRequest, context: SearchContext = {}): AsyncGenerator<ProgressiveAnswer> {
    const search = await this.guarded(() => prepare(this.parts, request, context));
    const kept = await this.guarded(() => this.lists.findKept(search));
    const reranks =
      search.plan.reranker.model !== null && search.request.query !== '' && search.request.sort === undefined;
    // Two rankings would be drafted anew when one of them changes: an interleaved page comes at once.
    const isOne = search.interleaved !== undefined || search.position !== undefined;
    if (kept !== undefined || !reranks || isOne) {
      const response = await this.search(request, context);
      yield { kind: 'final', response };
      return;
    }
    const found = await this.guarded(() => findAndRank(this.parts, this.lists.costs, search)).catch(
      (error: unknown) => ({
        error,
      }),
    );
    if ('error' in found) {
      const answer = await this.guarded(() => this.lists.lastResort(search, found.error));
      if (answer === undefined) throw found.error;
      const response = await this.guarded(() => compose(this.parts, search, answer));
      yield { kind: 'final', response: this.served(search, response) };
      return;
    }
    const first = {
      list: listOf(search, found, undefined),
      products: found.products,
      found,
      cached: false,
      preliminary: true,
    };
    const response = await this.guarded(() => compose(this.parts, search, first));
    // The reranker works while the first answer travels. Its failure is looked at when the caller asks for the second.
    const finishing = this.lists.finish(search, found).then(
      (computed) => ({ computed }),
      (error: unknown) => ({ error }),
    );
    yield { kind: 'rank', response };
    const final = await this.guarded(async () => {
      const finished = await finishing;
      if ('error' in finished) throw finished.error;
      return compose(this.parts, search, {
        list: finished.computed.list,
        products: found.products,
        found,
        cached: false,
      });
    });
    yield { kind: 'final', response: this.served(search, final) };
  }

  async trace(request: SearchRequest, context: SearchContext = {}): Promise<Trace> {
    return this.guarded(async () => {
      const search = await prepare(
        this.parts,
        { ...request, pageToken: '' },
        { unhurried: true, ...context, cache: false },
      );
      const found = await findAndRank(this.parts, this.lists.costs, search);
      const reranked = await rerank(this.parts, search, found, found.products);
      const { ranked } = found;
      const input = await featureInput(this.parts, search.request.query, found.retrieved);
      const idsOf = (order: readonly number[]): readonly string[] => order.map((index) => found.ids[index]!);
      return {
        orders: { retrieve: found.ids, rank: idsOf(found.order), rerank: idsOf(reranked?.order ?? found.order) },
        input,
        ...(ranked && { ranked: { features: ranked.ranker.features, matrix: ranked.matrix, scores: ranked.scores } }),
        ...(reranked && { logits: reranked.logits }),
        timings: search.run.timings,
        degraded: search.run.degraded,
      };
    });
  }

  private async answer(search: PreparedSearch): Promise<SearchResponse> {
    return compose(this.parts, search, await interleavedList(this.parts, this.lists, search));
  }

  /** Tells of an answer that a shopper sees. Who counts it can never fail it. */
  private served({ request, run, isTool }: PreparedSearch, response: SearchResponse): SearchResponse {
    if (isTool) return response;
    try {
      this.parts.onServed?.({ request, response });
    } catch (error) {
      this.parts.onFault?.({ stage: 'compose', searchId: run.searchId, error });
    }
    return response;
  }

  /** No error leaves but a `CascadeError`; what is not one is a fault of ours, shown without its text. */
  private async guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof CascadeError) throw error;
      this.parts.onFault?.({ stage: 'compose', searchId: '', error });
      throw new CascadeError('INTERNAL', 'The search failed; its cause is in the log.', [], { cause: error });
    }
  }
}
