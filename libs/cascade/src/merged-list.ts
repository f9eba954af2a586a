import type { Pick } from '@weir/statistics';
import type { RankedList } from './ranked-list.js';

/** The two lists that a merged one is made of. */
interface Sides {
  /** The control's. */
  readonly a: RankedList;
  /** Its challenger's. */
  readonly b: RankedList;
}

/**
 * One list in the order of the picks: each product with the scores of the list that it was picked from. What is said of
 * the whole result (facets, corrections, catalogue) is the control's; no rerank window holds for both.
 */
export function mergedList(key: string, lists: Sides, picks: readonly Pick[]): RankedList {
  const places = { a: placesOf(lists.a), b: placesOf(lists.b) };
  const sources = picks.map(({ id, team }) => {
    const side = team ?? (places.a.has(id) ? 'a' : 'b');
    return { list: lists[side], place: places[side].get(id)! };
  });
  const column = (name: keyof RankedList['columns']): Float64Array =>
    Float64Array.from(sources, ({ list, place }) => list.columns[name][place]!);
  return {
    ...lists.a,
    key,
    ids: picks.map(({ id }) => id),
    columns: {
      bm25: column('bm25'),
      cosine: column('cosine'),
      fused: column('fused'),
      ranker: column('ranker'),
      reranker: column('reranker'),
      retrievalPosition: column('retrievalPosition'),
      rankerPosition: column('rankerPosition'),
    },
    window: 0,
    total: Math.max(lists.a.total, lists.b.total),
    degraded: [],
    teams: picks.map(({ team }) => team ?? '-').join(''),
  };
}

function placesOf({ ids }: RankedList): ReadonlyMap<string, number> {
  return new Map(ids.map((id, place) => [id, place]));
}
