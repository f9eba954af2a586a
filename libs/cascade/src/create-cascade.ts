import { sharedFlight } from '@weir/cache';
import type { Cascade, ProgressiveAnswer, SearchContext, Trace } from './cascade.js';
import { createCosts, findAndRank, type Found, listOf } from './compute.js';
import { late } from './deadline.js';
import { CascadeError } from './error.js';
import { Flights } from './flights.js';
import { PageCache } from './page-cache.js';
import type { CascadeParts } from './parts.js';
import { type PreparedSearch, prepare } from './prepare.js';
import { ProductReader } from './product-reader.js';
import type { RankedList } from './ranked-list.js';
import type { SearchRequest, SearchResponse } from './search.js';
import { compose } from './stages/compose.js';
import { featureInput } from './stages/rank.js';
import { rerank } from './stages/rerank.js';

/** A slow cache must not cost more than it saves. */
const cacheBudgetMs = 20;

/** Puts a cascade together. It keeps no state but learnt costs and searches under way; all else is in its parts. */
export function createCascade(parts: CascadeParts): Cascade {
  return new AssembledCascade(parts);
}

/** The others may wait for one that computes no longer than this share of their time, so that what is left is enough to compute it themselves. */
const patientShare = 0.4;
const longestPatienceMs = 2000;

interface Computed {
  /** Absent where another process computed the list. */
  readonly found?: Found;
  readonly list: RankedList;
}

class AssembledCascade implements Cascade {
  private readonly costs = createCosts();
  private readonly flights = new Flights<Computed>();
  private readonly pages: PageCache;

  constructor(private readonly parts: CascadeParts) {
    this.pages = new PageCache(parts.cache, parts.tenant ?? 'weir');
  }

  async search(request: SearchRequest, context: SearchContext = {}): Promise<SearchResponse> {
    return this.guarded(async () => {
      const search = await prepare(this.parts, request, context);
      return this.served(search, await this.answer(search));
    });
  }

  async *searchProgressive(request: SearchRequest, context: SearchContext = {}): AsyncGenerator<ProgressiveAnswer> {
    const search = await this.guarded(() => prepare(this.parts, request, context));
    const kept = await this.guarded(() => this.findKept(search));
    const reranks =
      search.plan.reranker.model !== null && search.request.query !== '' && search.request.sort === undefined;
    if (kept !== undefined || !reranks || search.position !== undefined) {
      const response = await this.search(request, context);
      yield { kind: 'final', response };
      return;
    }
    const found = await this.guarded(() => findAndRank(this.parts, this.costs, search)).catch((error: unknown) => ({
      error,
    }));
    if ('error' in found) {
      const answer = await this.guarded(() => this.lastResort(search, found.error));
      if (answer === undefined) throw found.error;
      yield { kind: 'final', response: this.served(search, answer) };
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
    const finishing = this.finish(search, found).then(
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
      const found = await findAndRank(this.parts, this.costs, search);
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
    const kept = await this.findKept(search);
    if (kept !== undefined) return this.showKept(search, kept);
    try {
      return await this.showComputed(search);
    } catch (error) {
      const answer = await this.lastResort(search, error);
      if (answer === undefined) throw error;
      return answer;
    }
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

  /** The list that the request's page is cut from, if it is kept: the stage `cache`. */
  private async findKept(search: PreparedSearch): Promise<RankedList | undefined> {
    const { run, position, cacheable, listFingerprint } = search;
    if (position === undefined && !cacheable) return undefined;
    const list = await run.stage({
      stage: 'cache',
      budgetMs: cacheBudgetMs,
      candidatesIn: 0,
      candidatesOut: (found) => found.list?.ids.length ?? 0,
      work: async () => ({
        list:
          position === undefined
            ? await this.pages.page(this.parts.catalogueVersion(), listFingerprint)
            : await this.pages.list(position.list),
      }),
    });
    return list?.list;
  }

  private async showKept(search: PreparedSearch, list: RankedList): Promise<SearchResponse> {
    const products = new ProductReader(this.parts, this.costs.product);
    if (search.request.explain !== true) return compose(this.parts, search, { list, products, cached: true });
    const found = await findAndRank(this.parts, this.costs, search);
    return compose(this.parts, search, { list, products, found, cached: true });
  }

  private async showComputed(search: PreparedSearch): Promise<SearchResponse> {
    const { run, cacheable, listFingerprint, position } = search;
    const catalogue = this.parts.catalogueVersion();
    const { value, followed } = cacheable
      ? await this.flights.join(`${catalogue}/${listFingerprint}`, run.deadline, () => this.share(search, catalogue))
      : { value: await this.compute(search), followed: false };
    const { found, list } = value;
    if (position !== undefined && position.catalogue !== list.catalogue) {
      const detail =
        'the list of the page before is no longer kept: computed again from a catalogue that has changed since';
      run.degrade('cache', 'unavailable', detail);
    }
    const products = found?.products ?? new ProductReader(this.parts, this.costs.product);
    return compose(this.parts, search, {
      list,
      products,
      ...(found && { found }),
      cached: followed || found === undefined,
    });
  }

  private async compute(search: PreparedSearch): Promise<Computed & { readonly kept: Promise<void> }> {
    return this.finish(search, await findAndRank(this.parts, this.costs, search));
  }

  /** Computes a list, unless another process is at it and done in time. */
  private async share(search: PreparedSearch, catalogue: string): Promise<Computed> {
    const { leases, time } = this.parts;
    if (leases === undefined) return this.compute(search);
    const flight = await sharedFlight<Computed>({
      leases,
      key: this.pages.flightKey(catalogue, search.listFingerprint),
      patienceMs: Math.min(longestPatienceMs, patientShare * Math.max(0, search.run.deadline.remainingMs())),
      read: async () => {
        const list = await this.pages.page(catalogue, search.listFingerprint);
        return list && { list };
      },
      compute: async () => {
        const computed = await this.compute(search);
        return { value: computed, kept: computed.kept };
      },
      wait: (ms) =>
        new Promise((resolve) => {
          time.after(ms, resolve);
        }),
      now: () => time.now(),
    });
    return flight.value;
  }

  /** The stages after the ranker but for the page itself; the list is kept on the way. */
  private async finish(
    search: PreparedSearch,
    found: Found,
  ): Promise<{ readonly found: Found; readonly list: RankedList; readonly kept: Promise<void> }> {
    const reranked = await rerank(this.parts, search, found, found.products);
    const list = listOf(search, found, reranked);
    const ttlMs = search.cacheable ? search.plan.page.cache_ttl_ms : 0;
    // The search does not wait for the cache to have it.
    const kept =
      search.context.cache === false
        ? Promise.resolve()
        : this.pages.keep(list, search.listFingerprint, ttlMs).catch((error: unknown) => {
            this.parts.onFault?.({ stage: 'cache', searchId: search.run.searchId, error });
          });
    return { found, list, kept };
  }

  /** When nothing could be retrieved: the last good list of this request, however old. */
  private async lastResort(search: PreparedSearch, error: unknown): Promise<SearchResponse | undefined> {
    const isOurs =
      error instanceof CascadeError && (error.code === 'UNAVAILABLE' || error.code === 'DEADLINE_EXCEEDED');
    if (!isOurs || !search.cacheable || search.run.signal?.aborted === true) return undefined;
    const reading = this.pages.lastGood(search.listFingerprint).catch((failure: unknown) => {
      search.run.degrade('cache', 'failed', 'the last good list cannot be read', failure);
      return undefined;
    });
    const list = await search.run.deadline.orAtLeast(cacheBudgetMs).race(reading);
    if (list === undefined || list === late) return undefined;
    return compose(this.parts, search, {
      list,
      products: new ProductReader(this.parts, this.costs.product),
      cached: true,
    });
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
