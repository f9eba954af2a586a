import type { Retrieved } from '@weir/retrieval';
import { CostEstimate } from './cost.js';
import { CascadeError } from './error.js';
import type { CascadeParts } from './parts.js';
import type { PreparedSearch } from './prepare.js';
import { ProductReader } from './product-reader.js';
import type { RankedList } from './ranked-list.js';
import { encode } from './stages/encode.js';
import { rank } from './stages/rank.js';
import type { OrderSoFar, Reranked } from './stages/rerank.js';
import { retrieve } from './stages/retrieve.js';
import { sortByField } from './stages/sort.js';

/** What uninterruptible work has cost so far; lives as long as the cascade. */
export interface Costs {
  /** Computing one candidate's features. */
  readonly features: CostEstimate;
  /** Reading one product and putting it on a page. */
  readonly product: CostEstimate;
}

export function createCosts(): Costs {
  return { features: new CostEstimate(), product: new CostEstimate(0.05) };
}

/** A search after the ranker. */
export interface Found extends OrderSoFar {
  readonly retrieved: Retrieved;
  readonly products: ProductReader;
  /** Version of the catalogue before retrieval: the list is at least as new. */
  readonly catalogue: string;
}

/** The stages up to the ranker. Throws `CascadeError` where retrieval gave nothing. */
export async function findAndRank(parts: CascadeParts, costs: Costs, search: PreparedSearch): Promise<Found> {
  const catalogue = parts.catalogueVersion();
  const vector = await encode(parts, search);
  const retrieved = await retrieve(parts, search, vector);
  if (retrieved === undefined) throw retrievalError(search);

  const { sort } = search.request;
  const { ids, score } = retrieved.candidates;
  const base = { retrieved, ids, products: new ProductReader(parts, costs.product), catalogue };
  const retrievalOrder = ids.map((_, index) => index);
  if (sort !== undefined) {
    const order = (await sortByField(parts, search, sort, retrieved)) ?? retrievalOrder;
    return { ...base, order, scores: score };
  }
  const ranked = await rank(parts, search, retrieved, costs.features);
  return ranked === undefined
    ? { ...base, order: retrievalOrder, scores: score }
    : { ...base, order: ranked.order, scores: ranked.scores, ranked };
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
    },
    window: reranked?.window ?? 0,
    total: retrieved.total,
    facets: retrieved.facets,
    corrections: retrieved.corrections,
    // That the cache was slow takes nothing from the list, which would not be kept.
    degraded: search.run.degraded.filter(({ stage }) => stage !== 'cache'),
  };
}

function retrievalError({ run }: PreparedSearch): CascadeError {
  const late = run.degraded.some(({ stage, cause }) => stage === 'retrieve' && cause === 'deadline');
  return late
    ? new CascadeError('DEADLINE_EXCEEDED', 'No products were found before the deadline; allow more time.')
    : new CascadeError('UNAVAILABLE', 'Products cannot be found at the moment; try again shortly.');
}
