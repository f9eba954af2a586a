import type { Pick as Draft } from '@weir/statistics';
import { eitherTerms } from './highlight/matched-terms.js';
import type { RankedList } from './ranked-list.js';
import { type Rung, rungs } from './rung.js';

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
export function mergedList(key: string, lists: Sides, picks: readonly Draft[]): RankedList {
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
      before: column('before'),
    },
    window: 0,
    rung: lower(lists.a.rung, lists.b.rung),
    total: Math.max(lists.a.total, lists.b.total),
    matched: eitherTerms(lists.a.matched, lists.b.matched),
    degraded: [],
    ...rulesOf(lists),
    teams: picks.map(({ team }) => team ?? '-').join(''),
  };
}

function lower(one: Rung, other: Rung): Rung {
  return rungs.indexOf(one) > rungs.indexOf(other) ? one : other;
}

/** What rules did to either list. A rule that did the same to both is named once. */
function rulesOf({ a, b }: Sides): Pick<RankedList, 'applied' | 'moves'> {
  const moves = [...(a.moves ?? [])];
  for (const move of b.moves ?? []) {
    const at = moves.findIndex(({ rule, kind }) => rule === move.rule && kind === move.kind);
    if (at < 0) moves.push(move);
    else moves[at] = { ...move, products: [...new Set([...moves[at]!.products, ...move.products])] };
  }
  const others = (b.applied ?? []).filter(({ key }) => a.applied?.some((each) => each.key === key) !== true);
  return { moves, applied: [...(a.applied ?? []), ...others] };
}

function placesOf({ ids }: RankedList): ReadonlyMap<string, number> {
  return new Map(ids.map((id, place) => [id, place]));
}
