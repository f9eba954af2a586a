import type { Retrieved } from '@weir/retrieval';
import type { Costs } from './costs.js';
import { CascadeError } from './error.js';
import { matchedTerms } from './highlight/matched-terms.js';
import { type Allowance, everything, type Ladder } from './ladder.js';
import type { CascadeParts } from './parts.js';
import type { PreparedSearch } from './prepare.js';
import { ProductReader } from './product-reader.js';
import type { RankedList } from './ranked-list.js';
import type { Rung } from './rung.js';
import { encode } from './stages/encode.js';
import { rank } from './stages/rank.js';
import type { OrderSoFar, Reranked } from './stages/rerank.js';
import { retrieve } from './stages/retrieve.js';
import { sortByField } from './stages/sort.js';

/** What the stages cost, and what a search may spend on them. */
export interface Means {
  readonly costs: Costs;
  readonly ladder: Ladder;
}

/** A search after the ranker. */
export interface Found extends OrderSoFar {
  readonly retrieved: Retrieved;
  readonly products: ProductReader;
  /** Version of the catalogue before retrieval: the list is at least as new. */
  readonly catalogue: string;
  /** What the reranker may do. */
  readonly allowance: Allowance;
}

/** The stages up to the ranker. Throws `CascadeError` where retrieval gave nothing. */
export async function findAndRank(
  parts: CascadeParts,
  { costs, ladder }: Means,
  search: PreparedSearch,
): Promise<Found> {
  const catalogue = parts.catalogueVersion();
  const start = parts.time.now();
  const retrieved = await retrieve(parts, search, await encode(parts, search));
  costs.find.learn(1, parts.time.now() - start);
  if (retrieved === undefined) throw retrievalError(search);

  const { sort } = search.request;
  const { ids, score } = retrieved.candidates;
  const products = new ProductReader(parts, costs.product);
  const base = { retrieved, ids, products, catalogue, allowance: everything };
  const retrievalOrder = ids.map((_, index) => index);
  if (sort !== undefined) {
    const order = (await sortByField(parts, search, sort, retrieved)) ?? retrievalOrder;
    return { ...base, order, scores: score };
  }
  const allowance = ladder.allowance(search, ids.length);
  const ranked = await rank(parts, search, { retrieved, costs, allowance });
  return ranked === undefined
    ? { ...base, allowance, order: retrievalOrder, scores: score }
    : { ...base, allowance, order: ranked.order, scores: ranked.scores, ranked };
}

/** The list that pages are cut from: the reranked window, then the ranker's order. */
export function listOf(search: PreparedSearch, found: Found, reranked: Reranked | undefined): RankedList {
  const { retrieved, ranked, catalogue } = found;
  const { candidates } = retrieved;
  const order = reranked?.order ?? found.order;
  const column = (values: Float64Array | undefined): Float64Array =>
    values === undefined
      ? new Float64Array(order.length).fill(NaN)
      : Float64Array.from(order, (index) => values[index]!);
  const rankerPosition = new Float64Array(order.length);
  found.order.forEach((index, position) => (rankerPosition[index] = position + 1));
  return {
    key: search.run.searchId,
    catalogue,
    ids: order.map((index) => candidates.ids[index]!),
    columns: {
      bm25: column(candidates.bm25),
      cosine: column(candidates.cosine),
      fused: column(candidates.score),
      ranker: column(ranked?.scores),
      reranker: column(reranked?.logits),
      retrievalPosition: Float64Array.from(order, (index) => index + 1),
      rankerPosition: column(ranked && rankerPosition),
      before: Float64Array.from(order, (_, place) => place + 1),
    },
    window: reranked?.window ?? 0,
    rung: rungOf(search, found, reranked),
    total: retrieved.total,
    facets: retrieved.facets,
    corrections: retrieved.corrections,
    matched: matchedTerms(retrieved.statistics),
    // That the cache was slow takes nothing from the list, which would not be kept.
    degraded: search.run.degraded.filter(({ stage }) => stage !== 'cache'),
  };
}

/** How much of what the Plan wants was done, whatever kept the rest from it. */
function rungOf({ plan, request }: PreparedSearch, found: Found, reranked: Reranked | undefined): Rung {
  if (request.query === '' || request.sort !== undefined || found.ids.length === 0) return 'full';
  if (plan.ranker.model !== null && found.ranked === undefined && reranked === undefined) return 'retrieval';
  if (plan.reranker.model === null) return 'full';
  return reranked?.rung ?? (plan.ranker.model === null ? 'retrieval' : 'ranker');
}

/** Those who have the index say by themselves when to ask again; the search does not know it. */
const retryAfterMs = 1000;

function retrievalError({ run }: PreparedSearch): CascadeError {
  switch (run.degraded.findLast(({ stage }) => stage === 'retrieve')?.cause) {
    case 'deadline':
      return new CascadeError('DEADLINE_EXCEEDED', 'No products were found before the deadline; allow more time.');
    case 'overloaded': {
      const text = `More is asked than can be done in time; try again in ${retryAfterMs} ms.`;
      return new CascadeError('RESOURCE_EXHAUSTED', text, [], { retryAfterMs });
    }
    default:
      return new CascadeError('UNAVAILABLE', 'Products cannot be found at the moment; try again shortly.');
  }
}
