import { fuse } from './fusion.js';
import type { Candidates, RetrievalRequest } from './retriever.js';
import { scoresOf, selectBest } from './select.js';

/** What the two sides found, as slots, best first. A side that was not asked is undefined. */
export interface Lists {
  readonly lexical: Uint32Array | undefined;
  readonly dense: Uint32Array | undefined;
  /** Products that are candidates even if no side found them. */
  readonly pool: Uint32Array | undefined;
  /** BM25 of a slot, 0 where nothing matched. */
  readonly bm25: Float64Array;
}

/** What is known of products by slot: any numbering of them that the lists share. */
export interface SlotTable {
  readonly ids: readonly string[];
  /** Cosine of the slot's vector and a unit vector; NaN where it has none. */
  cosine(slot: number, query: Float32Array): number;
}

/** One list of the two: fused where both were asked, equal scores in the order of ids. */
export function combine(lists: Lists, request: RetrievalRequest, table: SlotTable): Candidates {
  const slots = union(lists);
  const { queryVector } = request;
  const bm25 = new Float64Array(slots.length);
  const cosine = new Float64Array(slots.length).fill(NaN);
  for (let at = 0; at < slots.length; at += 1) {
    // Nothing that matches scores 0.
    bm25[at] = lists.bm25[slots[at]!]! || NaN;
    if (queryVector !== undefined) cosine[at] = table.cosine(slots[at]!, queryVector);
  }
  const bm25Rank = ranks(lists.lexical, slots);
  const denseRank = ranks(lists.dense, slots);
  const score = scoreOf({ bm25, cosine, bm25Rank, denseRank }, lists, request);
  const places = Uint32Array.from(slots.keys());
  const ids = Array.from(slots, (slot) => table.ids[slot]!);
  const kept = selectBest(places, lists.pool === undefined ? request.depth : slots.length, { scores: score, ids });
  return {
    ids: Array.from(kept, (at) => ids[at]!),
    score: scoresOf(kept, score),
    bm25: scoresOf(kept, bm25),
    bm25Rank: scoresOf(kept, bm25Rank),
    cosine: scoresOf(kept, cosine),
    denseRank: scoresOf(kept, denseRank),
  };
}

function union({ lexical, dense, pool }: Lists): Uint32Array {
  const lists = [lexical, dense, pool].filter((list) => list !== undefined);
  if (lists.length === 1) return lists[0]!;
  const slots = new Set<number>();
  for (const list of lists) for (const slot of list) slots.add(slot);
  return Uint32Array.from(slots);
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
  const found = new Float64Array(slots.length).fill(NaN);
  if (list === undefined) return found;
  const rankOf = new Map<number, number>();
  for (let at = 0; at < list.length; at += 1) rankOf.set(list[at]!, at + 1);
  for (let at = 0; at < slots.length; at += 1) found[at] = rankOf.get(slots[at]!) ?? NaN;
  return found;
}
