import type { Product, StoredProduct } from '@weir/catalogue';
import { type Miss, missOf } from '../applied-variant.js';
import type { Found } from '../compute.js';
import { type Deadline, late } from '../deadline.js';
import { withoutRepeats } from '../degraded.js';
import { explainPage } from '../explain.js';
import { Highlighter } from '../highlight/highlighter.js';
import { writePageToken } from '../page-token.js';
import type { CascadeParts } from '../parts.js';
import type { PreparedSearch } from '../prepare.js';
import type { ProductReader } from '../product-reader.js';
import { type RankedList, scoresAt } from '../ranked-list.js';
import { describe } from '../run.js';
import type { RankedProduct, SearchResponse, StageTiming } from '../search.js';
import { type StageSpan, traced } from '../tracer.js';

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
  /** The only products that may be shown of a list that other rules made; absent: all of it. */
  readonly only?: ReadonlySet<string>;
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
export function compose(parts: CascadeParts, search: PreparedSearch, shown: ListToShow): Promise<SearchResponse> {
  return traced(parts, 'compose', (span) => composed(parts, { search, shown, span }));
}

interface Composing {
  readonly search: PreparedSearch;
  readonly shown: ListToShow;
  readonly span: StageSpan | undefined;
}

async function composed(parts: CascadeParts, { search, shown, span }: Composing): Promise<SearchResponse> {
  const { run, request } = search;
  const { list } = shown;
  const from = search.position ?? { index: 0, shown: 0 };
  const start = parts.time.now();
  const degradedBefore = run.degraded.length;
  const page = await readPage(search, shown, from.index);
  const highlighter =
    request.highlight && new Highlighter(list.matched, request.highlight, parts.retriever.schema.fields);
  const explain =
    request.explain === true
      ? await explainPage(
          parts,
          search,
          { list, foundAt: (index) => shown.foundAt?.(index) ?? shown.found },
          { indexes: page.items.map(({ index }) => index), deadline: run.deadline.orAtLeast(leastReadMs) },
        )
      : undefined;
  const products = page.items.map(({ index, stored }, offset): RankedProduct => ({
    product: stored.product,
    version: stored.version,
    position: from.shown + offset + 1,
    scores: scoresAt(list, index),
    ...teamAt(search, list, index),
    ...(explain && { explanation: explain(index) }),
    ...(highlighter && { highlights: highlighter.of(stored.product) }),
  }));
  const timing: StageTiming = {
    stage: 'compose',
    ms: run.composeMs + parts.time.now() - start,
    candidatesIn: list.ids.length,
    candidatesOut: products.length,
    ...run.left(),
  };
  if (span !== undefined) describe(span, timing, run.degraded.slice(degradedBefore));
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
          : missOf(variant, { cached: shown.cached, unranked, degraded, rules: search.rules.reachable });
      return { ...variant, ...(missed !== undefined && { missed }) };
    }),
    cached: shown.cached,
    rung: list.rung,
    stale: list.rung === 'last_good',
    tookMs: run.tookMs(),
    ...(request.explain === true && { plan: search.plan }),
    rules: list.applied ?? [],
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
  { list: { ids }, products, only }: ListToShow,
  index: number,
): Promise<Page> {
  try {
    const deadline = run.deadline.orAtLeast(leastReadMs);
    const page = await deadline.race(cutPage({ ids, index, size: pageSize, only }, products, deadline));
    if (page !== late) return page;
    run.degrade('compose', 'deadline', withoutProducts);
  } catch (error) {
    run.degrade('compose', 'failed', withoutProducts, error);
  }
  const bare = ids.map(bareItem).filter((item, at) => at >= index && only?.has(item.stored.product.id) !== false);
  return pageOf(bare.slice(0, pageSize + 1), pageSize);
}

interface Cut {
  readonly ids: readonly string[];
  readonly index: number;
  readonly size: number;
  readonly only: ReadonlySet<string> | undefined;
}

/** The first `size` products from `index` on that are still in the store, and where the one after them stands. */
async function cutPage({ ids, index, size, only }: Cut, products: ProductReader, deadline: Deadline): Promise<Page> {
  const items: PageItem[] = [];
  for (let at = index; at < ids.length && items.length <= size;) {
    const chunk = ids.slice(at, at + size + 1 - items.length);
    await products.read(chunk, deadline);
    chunk.forEach((id, offset) => {
      const stored = products.get(id);
      if (stored !== undefined && only?.has(id) !== false) items.push({ index: at + offset, stored });
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
