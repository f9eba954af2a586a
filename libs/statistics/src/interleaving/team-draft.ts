/** A result of an interleaved page and the team whose clicks it counts for; null where a click says nothing. */
export interface Pick {
  readonly id: string;
  readonly team: Team | null;
}

/** The ranking that a pick was taken from: `a` is the first list, `b` the second. */
export type Team = 'a' | 'b';

/**
 * One page of two rankings, drafted as two captains pick their teams: the team with fewer picks is next, a coin decides
 * where both have as many, and the one whose turn it is takes its best result that is not on the page yet. So in each
 * round both pick once, and the coin says who begins. Radlinski, Kurup and Joachims, How does clickthrough data reflect
 * retrieval quality?, CIKM 2008, algorithm 2.
 *
 * Every id of both lists is on the page once. Where one list has nothing left, the round is finished and the rest of the
 * other follows with no team: no opponent could have answered these picks, so their clicks must not count.
 *
 * @param a ids, best first; an id that stands there twice counts at its first place
 * @param random uniform numbers in [0, 1); the same numbers give the same page, so seed it by what must see the same page
 * (unit and query), or a second page of results will not continue the first
 */
export function teamDraft(a: readonly string[], b: readonly string[], random: () => number): Pick[] {
  const page: Pick[] = [];
  const placed = new Set<string>();
  let nextA = unplaced(a, 0, placed);
  let nextB = unplaced(b, 0, placed);
  let lead = 0; // picks of a - picks of b
  while (nextA < a.length && nextB < b.length) {
    const turn: Team = lead < 0 || (lead === 0 && random() < 0.5) ? 'a' : 'b';
    const id = turn === 'a' ? a[nextA]! : b[nextB]!;
    lead += turn === 'a' ? 1 : -1;
    placed.add(id);
    page.push({ id, team: turn });
    nextA = unplaced(a, nextA, placed);
    nextB = unplaced(b, nextB, placed);
  }
  // A pick without an answer would favour its team: the round that it began is finished.
  const answer: Team = lead > 0 ? 'b' : 'a';
  append(answer === 'b' ? b : a, placed, { page, team: lead === 0 ? null : answer });
  append(answer === 'b' ? a : b, placed, { page, team: null });
  return page;
}

/** The first place from `from` on whose id is not on the page. */
function unplaced(list: readonly string[], from: number, placed: ReadonlySet<string>): number {
  let place = from;
  while (place < list.length && placed.has(list[place]!)) place++;
  return place;
}

/** Puts what is left of a list on the page; only the first of it may have a team. */
function append(
  list: readonly string[],
  placed: Set<string>,
  { page, team }: { page: Pick[]; team: Team | null },
): void {
  let first = team;
  for (const id of list) {
    if (placed.has(id)) continue;
    placed.add(id);
    page.push({ id, team: first });
    first = null;
  }
}
