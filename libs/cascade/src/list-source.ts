import { sharedFlight } from '@weir/cache';
import { findAndRank, type Found, listOf, type Means } from './compute.js';
import { createCosts } from './costs.js';
import { late } from './deadline.js';
import { CascadeError } from './error.js';
import { Entrance, type Entry } from './entrance.js';
import { Flights } from './flights.js';
import { Ladder } from './ladder.js';
import { PageCache } from './page-cache.js';
import type { CascadeParts } from './parts.js';
import type { PreparedSearch } from './prepare.js';
import { ProductReader } from './product-reader.js';
import type { RankedList } from './ranked-list.js';
import type { ListToShow } from './stages/compose.js';
import { merchandise, stillShown } from './stages/merchandise.js';
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
  readonly costs = createCosts();
  readonly means: Means;
  private readonly entrance: Entrance;
  private readonly flights = new Flights<Computed>();
  private readonly pages: PageCache;

  constructor(private readonly parts: CascadeParts) {
    this.pages = new PageCache(parts.cache, parts.tenant ?? 'weir');
    this.means = { costs: this.costs, ladder: new Ladder(this.costs, () => parts.dimmer?.share() ?? 1) };
    this.entrance = new Entrance(parts, this.costs);
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
    const only = await this.allowed(search, list);
    const shown = { list, products, cached: true, ...(only && { only }) };
    if (search.request.explain !== true) return shown;
    const entry = await this.enter(search);
    try {
      return { ...shown, found: await findAndRank(this.parts, this.means, search) };
    } finally {
      entry.leave();
    }
  }

  /** Waits until something that is not cached may be searched. Throws `CascadeError` RESOURCE_EXHAUSTED where it may not. */
  enter(search: PreparedSearch): Promise<Entry> {
    return this.entrance.enter(search);
  }

  /** A page goes on in the list that it was begun in, but what is hidden since comes no more. */
  private async allowed(search: PreparedSearch, list: RankedList): Promise<ListToShow['only']> {
    if (search.position === undefined || (list.rules ?? '') === search.rules.fingerprint) return undefined;
    return stillShown(this.parts, search, list.ids);
  }

  /** The stages after the ranker but for the page itself; the list is kept on the way. */
  async finish(search: PreparedSearch, found: Found): Promise<Finished> {
    const reranked = await rerank(this.parts, search, found, this.costs);
    const list = await merchandise(this.parts, search, listOf(search, found, reranked));
    return { found, list, kept: this.keep(search, list) };
  }

  /** Keeps a list for its later pages and, where it may be, for equal requests. Nobody waits for the cache to have it. */
  async keep(search: PreparedSearch, list: RankedList, forEqual = search.cacheable): Promise<void> {
    const { context, listFingerprint, run, plan } = search;
    if (context.cache === false) return;
    const { cache_ttl_ms: ttlMs, stale_ms: staleMs } = plan.page;
    await this.pages
      .keep(list, listFingerprint, forEqual ? { ttlMs, staleMs } : { ttlMs: 0, staleMs: 0 })
      .catch((error: unknown) => {
        this.parts.onFault?.({ stage: 'cache', searchId: run.searchId, error });
      });
  }

  /** When nothing could be retrieved, or there is no time for it: the last good list of this request, however old. */
  async lastResort(search: PreparedSearch, error: unknown): Promise<ListToShow | undefined> {
    const isOurs = error instanceof CascadeError && nothingFound.has(error.code);
    const list = isOurs ? await this.lastGood(search) : undefined;
    return list && { list, products: new ProductReader(this.parts, this.costs.product), cached: true };
  }

  private async lastGood(search: PreparedSearch): Promise<RankedList | undefined> {
    if (!search.cacheable || search.plan.page.stale_ms === 0 || search.run.signal?.aborted === true) return undefined;
    const reading = this.pages.lastGood(search.listFingerprint).catch((failure: unknown) => {
      search.run.degrade('cache', 'failed', 'the last good list cannot be read', failure);
      return undefined;
    });
    const list = await search.run.deadline.orAtLeast(cacheBudgetMs).race(reading);
    return list === undefined || list === late ? undefined : { ...list, rung: 'last_good' };
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
    const entry = await this.enter(search);
    try {
      await this.spare(search);
      const found = await findAndRank(this.parts, this.means, search);
      entry.ranked();
      return await this.finish(search, found);
    } finally {
      entry.leave();
    }
  }

  /** What cannot be finished in time is not begun, where there is another answer. Throws `CascadeError` DEADLINE_EXCEEDED then. */
  async spare(search: PreparedSearch): Promise<void> {
    const { run, plan, pageSize } = search;
    if (!plan.ladder.enabled || !run.deadline.isFinite()) return;
    const remainingMs = run.deadline.remainingMs();
    if (this.costs.find.predictMs(1) + this.costs.product.predictMs(pageSize) <= remainingMs) return;
    if ((await this.lastGood(search)) === undefined) return;
    // Refused for its cost it becomes cheaper in memory: one slow retrieval does not leave them out for ever.
    this.costs.find.fits(1, remainingMs);
    run.degrade('retrieve', 'deadline', `not started: ${Math.max(0, remainingMs).toFixed(0)} ms left`);
    throw new CascadeError('DEADLINE_EXCEEDED', 'There is no time left to search; allow more.');
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

/** Errors that the last good list can stand in for. */
const nothingFound: ReadonlySet<string> = new Set(['UNAVAILABLE', 'DEADLINE_EXCEEDED', 'RESOURCE_EXHAUSTED']);

/** Says that a later page could not be cut from the list of the first one. */
export function noteChange({ run }: PreparedSearch): void {
  const detail =
    'the list of the page before is no longer kept: computed again from a catalogue that has changed since';
  run.degrade('cache', 'unavailable', detail);
}
