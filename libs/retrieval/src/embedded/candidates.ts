import { fuse } from '../fusion.js';
import type { Candidates, RetrievalRequest } from '../retriever.js';
import type { ProductIndex } from './product-index.js';

/** What the two sides found, as slots, best first. A side that was not asked is undefined. */
export interface Lists {
  readonly lexical: Uint32Array | undefined;
  readonly dense: Uint32Array | undefined;
  /** Products that are candidates even if no side found them. */
  readonly pool: Uint32Array | undefined;
  /** BM25 of a slot, 0 where nothing matched. */
  readonly bm25: Float64Array;
}

/** One list of the two: fused where both were asked, equal scores in the order of ids. */
export function combine(lists: Lists, request: RetrievalRequest, index: ProductIndex): Candidates {
  const slots = Uint32Array.from(new Set([...(lists.lexical ?? []), ...(lists.dense ?? []), ...(lists.pool ?? [])]));
  const bm25 = Float64Array.from(slots, (slot) => lists.bm25[slot]! || NaN);
  const { queryVector } = request;
  const cosine = Float64Array.from(slots, (slot) =>
    queryVector === undefined ? NaN : index.vectors.cosine(slot, queryVector),
  );
  const bm25Rank = ranks(lists.lexical, slots);
  const denseRank = ranks(lists.dense, slots);
  const score = scoreOf({ bm25, cosine, bm25Rank, denseRank }, lists, request);
  const ids = Array.from(slots, (slot) => index.table.ids[slot]!);
  const best = Array.from(ids, (_, at) => at).sort(
    (left, right) => score[right]! - score[left]! || (ids[left]! < ids[right]! ? -1 : 1),
  );
  const kept = Uint32Array.from(best.slice(0, lists.pool === undefined ? request.depth : best.length));
  const pick = (values: Float64Array): Float64Array => Float64Array.from(kept, (at) => values[at]!);
  return {
    ids: Array.from(kept, (at) => ids[at]!),
    score: pick(score),
    bm25: pick(bm25),
    bm25Rank: pick(bm25Rank),
    cosine: pick(cosine),
    denseRank: pick(denseRank),
  };
}

function scoreOf(
  columns: Omit<Candidates, 'ids' | 'score'>,
  { lexical, dense }: Lists,
  { fusion }: RetrievalRequest,
): Float64Array {
  const { bm25, cosine, bm25Rank, denseRank } = columns;
  if (lexical !== undefined && dense !== undefined) {
    return fuse(fusion, { score: bm25, rank: bm25Rank }, { score: cosine, rank: denseRank });
  }
  // Worse than any product that the side knows.
  if (dense !== undefined) return cosine.map((value) => (Number.isNaN(value) ? -1 : value));
  return bm25.map((value) => (Number.isNaN(value) ? 0 : value));
}

function ranks(list: Uint32Array | undefined, slots: Uint32Array): Float64Array {
  const rankOf = new Map<number, number>();
  list?.forEach((slot, at) => rankOf.set(slot, at + 1));
  return Float64Array.from(slots, (slot) => rankOf.get(slot) ?? NaN);
}
