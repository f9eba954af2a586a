import { sharedFlight } from '@weir/cache';
import { type Costs, createCosts, findAndRank, type Found, listOf } from './compute.js';
import { late } from './deadline.js';
import { CascadeError } from './error.js';
import { Flights } from './flights.js';
import { PageCache } from './page-cache.js';
import type { CascadeParts } from './parts.js';
import type { PreparedSearch } from './prepare.js';
import { ProductReader } from './product-reader.js';
import type { RankedList } from './ranked-list.js';
import type { ListToShow } from './stages/compose.js';
import { rerank } from './stages/rerank.js';

/** A slow cache must not cost more than it saves. */
const cacheBudgetMs = 20;

/** The others may wait for one that computes no longer than this share of their time, so that what is left is enough to compute it themselves. */
const patientShare = 0.4;
const longestPatienceMs = 2000;

interface Computed {
  /** Absent where another process computed the list. */
  readonly found?: Found;
  readonly list: RankedList;
}

/** A list that this process has computed. */
interface Finished extends Required<Computed> {
  /** Resolves when the cache has it, or has lost it. */
  readonly kept: Promise<void>;
}

/** Where the ordered list of a search comes from: the page cache, the stages, or the last good answer. */
export class ListSource {
  readonly costs: Costs = createCosts();
  private readonly flights = new Flights<Computed>();
  private readonly pages: PageCache;

  constructor(private readonly parts: CascadeParts) {
    this.pages = new PageCache(parts.cache, parts.tenant ?? 'weir');
  }

  /** The list to answer with. Throws `CascadeError` where nothing could be retrieved, now or lately. */
  async get(search: PreparedSearch): Promise<ListToShow> {
    const kept = await this.findKept(search);
    if (kept !== undefined) return this.kept(search, kept);
    try {
      return await this.computed(search);
    } catch (error) {
      const answer = await this.lastResort(search, error);
      if (answer === undefined) throw error;
      return answer;
    }
  }

  /** The list that the request's page is cut from, if it is kept: the stage `cache`. */
  async findKept(search: PreparedSearch): Promise<RankedList | undefined> {
    const { position, cacheable, listFingerprint, run } = search;
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

  /** A list that was kept, with what explains it where that is asked for. */
  async kept(search: PreparedSearch, list: RankedList): Promise<ListToShow> {
    const products = new ProductReader(this.parts, this.costs.product);
    if (search.request.explain !== true) return { list, products, cached: true };
    return { list, products, found: await findAndRank(this.parts, this.costs, search), cached: true };
  }

  /** The stages after the ranker but for the page itself; the list is kept on the way. */
  async finish(search: PreparedSearch, found: Found): Promise<Finished> {
    const reranked = await rerank(this.parts, search, found, found.products);
    const list = listOf(search, found, reranked);
    const kept = this.keep(search, list, search.cacheable ? search.plan.page.cache_ttl_ms : 0);
    return { found, list, kept };
  }

  /** Keeps a list for its later pages, and for equal requests for `ttlMs`. Nobody waits for the cache to have it. */
  async keep({ context, listFingerprint, run }: PreparedSearch, list: RankedList, ttlMs: number): Promise<void> {
    if (context.cache === false) return;
    await this.pages.keep(list, listFingerprint, ttlMs).catch((error: unknown) => {
      this.parts.onFault?.({ stage: 'cache', searchId: run.searchId, error });
    });
  }

  /** When nothing could be retrieved: the last good list of this request, however old. */
  async lastResort(search: PreparedSearch, error: unknown): Promise<ListToShow | undefined> {
    const isOurs =
      error instanceof CascadeError && (error.code === 'UNAVAILABLE' || error.code === 'DEADLINE_EXCEEDED');
    if (!isOurs || !search.cacheable || search.run.signal?.aborted === true) return undefined;
    const reading = this.pages.lastGood(search.listFingerprint).catch((failure: unknown) => {
      search.run.degrade('cache', 'failed', 'the last good list cannot be read', failure);
      return undefined;
    });
    const list = await search.run.deadline.orAtLeast(cacheBudgetMs).race(reading);
    if (list === undefined || list === late) return undefined;
    return { list, products: new ProductReader(this.parts, this.costs.product), cached: true };
  }

  private async computed(search: PreparedSearch): Promise<ListToShow> {
    const { run, cacheable, listFingerprint, position } = search;
    const catalogue = this.parts.catalogueVersion();
    const { value, followed } = cacheable
      ? await this.flights.join(`${catalogue}/${listFingerprint}`, run.deadline, () => this.shared(search, catalogue))
      : { value: await this.compute(search), followed: false };
    const { found, list } = value;
    if (position !== undefined && position.catalogue !== list.catalogue) noteChange(search);
    const products = found?.products ?? new ProductReader(this.parts, this.costs.product);
    return { list, products, ...(found && { found }), cached: followed || found === undefined };
  }

  private async compute(search: PreparedSearch): Promise<Finished> {
    return this.finish(search, await findAndRank(this.parts, this.costs, search));
  }

  /** Computes a list, unless another process is at it and done in time. */
  private async shared(search: PreparedSearch, catalogue: string): Promise<Computed> {
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
}

/** Says that a later page could not be cut from the list of the first one. */
export function noteChange({ run }: PreparedSearch): void {
  const detail =
    'the list of the page before is no longer kept: computed again from a catalogue that has changed since';
  run.degrade('cache', 'unavailable', detail);
}
