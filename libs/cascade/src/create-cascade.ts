import type { Cascade, ProgressiveAnswer, SearchContext, Trace } from './cascade.js';
import { findAndRank, type Found, listOf } from './compute.js';
import { CascadeError } from './error.js';
import { interleavedList } from './interleave.js';
import { ListSource } from './list-source.js';
import type { CascadeParts } from './parts.js';
import { type PreparedSearch, prepare } from './prepare.js';
import type { SearchRequest, SearchResponse } from './search.js';
import type { ShadowSearch } from './shadow/shadow-search.js';
import { compose } from './stages/compose.js';
import { featureInput } from './stages/rank.js';
import { merchandise } from './stages/merchandise.js';
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
      const shown = await interleavedList(this.parts, this.lists, search);
      return this.served(search, await compose(this.parts, search, shown), shown.cached ? undefined : shown.found);
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
    const begun = await this.guarded(() => this.begin(search)).catch((error: unknown) => ({ error }));
    if ('error' in begun) {
      const answer = await this.guarded(() => this.lists.lastResort(search, begun.error));
      if (answer === undefined) throw begun.error;
      const response = await this.guarded(() => compose(this.parts, search, answer));
      yield { kind: 'final', response: this.served(search, response) };
      return;
    }
    const { found, leave } = begun;
    const response = await this.guarded(() => this.preliminary(search, found)).catch((error: unknown) => {
      leave();
      throw error;
    });
    // The reranker works while the first answer travels. Its failure is looked at when the caller asks for the second.
    const finishing = this.lists
      .finish(search, found)
      .finally(leave)
      .then(
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
    yield { kind: 'final', response: this.served(search, final, found) };
  }

  async trace(request: SearchRequest, context: SearchContext = {}): Promise<Trace> {
    return this.guarded(async () => {
      const search = await prepare(
        this.parts,
        { ...request, pageToken: '' },
        { unhurried: true, priority: 'batch', ...context, cache: false, merchandising: false },
      );
      const { found, leave } = await this.begin(search);
      const reranked = await rerank(this.parts, search, found, this.lists.costs).finally(leave);
      const { ranked } = found;
      const input = await featureInput(this.parts, { query: search.request.query, retrieved: found.retrieved });
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

  /** The search up to the ranker, once it may begin; `leave` when what follows is done. */
  private async begin(search: PreparedSearch): Promise<{ readonly found: Found; leave: () => void }> {
    const { ranked, leave } = await this.lists.enter(search);
    try {
      await this.lists.spare(search);
      const found = await findAndRank(this.parts, this.lists.means, search);
      ranked();
      return { found, leave };
    } catch (error) {
      leave();
      throw error;
    }
  }

  /** The ranker's order as a first answer. */
  private async preliminary(search: PreparedSearch, found: Found): Promise<SearchResponse> {
    const list = await merchandise(this.parts, search, listOf(search, found, undefined));
    return compose(this.parts, search, { list, products: found.products, found, cached: false, preliminary: true });
  }

  /** Tells of an answer that a shopper sees, and of the ranking behind it. Who counts it can never fail it. */
  private served(search: PreparedSearch, response: SearchResponse, found?: Found): SearchResponse {
    const { request, run, isTool } = search;
    if (isTool) return response;
    try {
      this.parts.onServed?.({ request, response });
      if (found !== undefined && isRanked(search)) this.parts.onRanked?.(shadowSearch(search, found));
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

/** Whether models had anything to order. */
function isRanked({ request }: PreparedSearch): boolean {
  return request.query !== '' && request.sort === undefined;
}

function shadowSearch({ request, plan }: PreparedSearch, found: Found): ShadowSearch {
  const { retrieved, order, scores, ranked, products } = found;
  const window = Math.min(plan.reranker.window, plan.ranker.keep, order.length);
  return { query: request.query, retrieved, order, scores, ranked, window, products };
}
