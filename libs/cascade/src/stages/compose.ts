import type { Product, StoredProduct } from '@weir/catalogue';
import { type Miss, missOf } from '../applied-variant.js';
import type { Found } from '../compute.js';
import { late } from '../deadline.js';
import { withoutRepeats } from '../degraded.js';
import { explain } from '../explain.js';
import { writePageToken } from '../page-token.js';
import type { CascadeParts } from '../parts.js';
import type { PreparedSearch } from '../prepare.js';
import type { ProductReader } from '../product-reader.js';
import { type RankedList, scoresAt } from '../ranked-list.js';
import type { RankedProduct, SearchResponse, StageTiming } from '../search.js';

/** A list to answer with, and what is at hand of its making. */
export interface ListToShow {
  readonly list: RankedList;
  readonly products: ProductReader;
  /** It was computed for an earlier request (or page). */
  readonly cached: boolean;
  /** With `explain`: the search after the ranker. */
  readonly found?: Found;
  /** The same for each place of an interleaved list, whose places come of two searches. */
  readonly foundAt?: (index: number) => Found | undefined;
  /** Why it is not interleaved where it was to be. */
  readonly missed?: Miss;
  /** A first answer that another will follow gives no token: the list that it shows is not kept. */
  readonly preliminary?: boolean;
}

/** A page is read even where the deadline has passed: an answer that is a little late is better than none. */
const leastReadMs = 100;
const withoutProducts = 'products cannot be read: only their ids are given';

interface PageItem {
  /** In the list. */
  readonly index: number;
  readonly stored: StoredProduct;
}

interface Page {
  readonly items: readonly PageItem[];
  /** Where the next page begins; undefined after the last one. */
  readonly next?: number;
}

/** One page of a list as an answer. Without the store, products come with their ids alone. */
export async function compose(parts: CascadeParts, search: PreparedSearch, shown: ListToShow): Promise<SearchResponse> {
  const { run, request } = search;
  const { list } = shown;
  const from = search.position ?? { index: 0, shown: 0 };
  const start = parts.time.now();
  const page = await readPage(search, list.ids, from.index, shown.products);
  const products = page.items.map(({ index, stored }, offset): RankedProduct => ({
    product: stored.product,
    version: stored.version,
    position: from.shown + offset + 1,
    scores: scoresAt(list, index),
    ...teamAt(search, list, index),
    ...(request.explain === true && { explanation: explain(list, index, shown.foundAt?.(index) ?? shown.found) }),
  }));
  const timing: StageTiming = {
    stage: 'compose',
    ms: parts.time.now() - start,
    candidatesIn: list.ids.length,
    candidatesOut: products.length,
  };
  const next = {
    list: list.key,
    request: search.requestFingerprint,
    catalogue: list.catalogue,
    index: page.next ?? 0,
    shown: from.shown + products.length,
  };
  const degraded = shown.cached ? withoutRepeats([...list.degraded, ...run.degraded]) : [...run.degraded];
  const unranked = request.query === '' || request.sort !== undefined;
  return {
    searchId: run.searchId,
    products,
    total: list.total,
    facets: list.facets,
    corrections: list.corrections,
    nextPageToken: page.next === undefined || shown.preliminary === true ? '' : writePageToken(next, parts.tokenSecret),
    timings: [...run.timings, timing],
    degraded,
    variants: search.variants.map((variant) => {
      const missed =
        variant.interleaved === true
          ? missedPage(shown)
          : missOf(variant, { cached: shown.cached, unranked, degraded });
      return { ...variant, ...(missed !== undefined && { missed }) };
    }),
    cached: shown.cached,
    tookMs: run.tookMs(),
    ...(request.explain === true && { plan: search.plan }),
  };
}

/** Why a page that was to be interleaved is not; the list of a page before says it by itself. */
function missedPage({ list, missed = 'cached' }: ListToShow): Miss | undefined {
  return list.teams === undefined ? missed : undefined;
}

/** Whose pick a place of an interleaved list is. */
function teamAt(
  { interleaved }: PreparedSearch,
  { teams = '' }: RankedList,
  index: number,
): Pick<RankedProduct, 'team'> {
  const [control, challenger] = interleaved?.variants ?? [];
  const team = teams[index] === 'a' ? control : teams[index] === 'b' ? challenger : undefined;
  return team === undefined ? {} : { team };
}

/** The page with its products or, where they cannot be read in time, with their ids. */
async function readPage(
  { run, pageSize }: PreparedSearch,
  ids: readonly string[],
  index: number,
  products: ProductReader,
): Promise<Page> {
  try {
    const page = await run.deadline.orAtLeast(leastReadMs).race(cutPage(ids, index, pageSize, products));
    if (page !== late) return page;
    run.degrade('compose', 'deadline', withoutProducts);
  } catch (error) {
    run.degrade('compose', 'failed', withoutProducts, error);
  }
  const bare = ids.slice(index, index + pageSize + 1).map((id, offset) => bareItem(id, index + offset));
  return pageOf(bare, pageSize);
}

/** The first `size` products from `index` on that are still in the store, and where the one after them stands. */
async function cutPage(ids: readonly string[], index: number, size: number, products: ProductReader): Promise<Page> {
  const items: PageItem[] = [];
  for (let at = index; at < ids.length && items.length <= size;) {
    const chunk = ids.slice(at, at + size + 1 - items.length);
    await products.read(chunk);
    chunk.forEach((id, offset) => {
      const stored = products.get(id);
      if (stored !== undefined) items.push({ index: at + offset, stored });
    });
    at += chunk.length;
  }
  return pageOf(items, size);
}

function pageOf(items: readonly PageItem[], size: number): Page {
  const next = items[size]?.index;
  return { items: items.slice(0, size), ...(next !== undefined && { next }) };
}

function bareItem(id: string, index: number): PageItem {
  const product: Product = { id, title: '', text: {}, category: [], attributes: {} };
  return { index, stored: { product, version: 0 } };
}
