import type { Cache } from '@weir/cache';
import { decodeList, encodeList, type RankedList } from './ranked-list.js';

/** How long page 2 and later can continue a list that page 1 showed, beyond the time that page 1 may be served from the cache. */
const continuationMs = 10 * 60_000;

/** How long a good list is found again by its request: while the catalogue is the same, and whatever the catalogue. */
interface KeptFor {
  readonly ttlMs: number;
  readonly staleMs: number;
}

/**
 * Ordered lists in a `Cache`. A list stands once, under a key of its own; two small entries point to it: the page entry,
 * named after the request and the version of the catalogue (so that a write to the catalogue makes it unreachable at
 * once, and nothing has to be deleted), and the last good list of the request whatever the catalogue.
 */
export class PageCache {
  constructor(
    private readonly cache: Cache,
    private readonly tenant: string,
  ) {}

  /** The list of exactly this request over exactly this catalogue, if a good one was computed lately. */
  page(catalogue: string, listFingerprint: string): Promise<RankedList | undefined> {
    return this.follow(this.pageKey(catalogue, listFingerprint));
  }

  /** The latest good list of this request, perhaps over an older catalogue: better than no answer. */
  lastGood(listFingerprint: string): Promise<RankedList | undefined> {
    return this.follow(this.goodKey(listFingerprint));
  }

  /** Name of the computing of this list, among all processes. */
  flightKey(catalogue: string, listFingerprint: string): string {
    return `${this.tenant}/flight/${catalogue}/${listFingerprint}`;
  }

  async list(key: string): Promise<RankedList | undefined> {
    const found = await this.cache.get(this.listKey(key));
    return found.kind === 'hit' ? decodeList(found.value) : undefined;
  }

  /** Keeps a list so that pages can go on; a good one (not degraded) is also found again by its request. */
  async keep(list: RankedList, listFingerprint: string, { ttlMs, staleMs }: KeptFor): Promise<void> {
    await this.cache.set(this.listKey(list.key), encodeList(list), ttlMs + Math.max(continuationMs, staleMs));
    if (ttlMs === 0 || list.degraded.length > 0) return;
    const pointer = Buffer.from(list.key);
    await this.cache.set(this.pageKey(list.catalogue, listFingerprint), pointer, ttlMs);
    if (staleMs > 0) await this.cache.set(this.goodKey(listFingerprint), pointer, staleMs);
  }

  private async follow(pointerKey: string): Promise<RankedList | undefined> {
    const pointer = await this.cache.get(pointerKey);
    return pointer.kind === 'hit' ? this.list(Buffer.from(pointer.value).toString()) : undefined;
  }

  private listKey(key: string): string {
    return `${this.tenant}/list/${key}`;
  }

  private pageKey(catalogue: string, listFingerprint: string): string {
    return `${this.tenant}/page/${catalogue}/${listFingerprint}`;
  }

  private goodKey(listFingerprint: string): string {
    return `${this.tenant}/good/${listFingerprint}`;
  }
}
