import { type Absence, arrange, type Arrangement, type CompiledAction, type Known } from '@weir/merchandising';
import type { Filter, Hidden } from '@weir/retrieval';
import { late } from '../deadline.js';
import { hiddenBy } from '../match-rules.js';
import type { CascadeParts } from '../parts.js';
import type { PreparedSearch } from '../prepare.js';
import type { RankedList } from '../ranked-list.js';
import { traced } from '../tracer.js';

/** What rules have to look up is waited for even where the deadline has passed. */
const leastMs = 20;
const sorted = 'the search is sorted by a field: only what is hidden is left out';

/**
 * The list as merchandising rules want it: the first part of the stage `compose`. It never fails a search: what cannot
 * be looked up in time does not act, and the answer is degraded by it.
 */
export async function merchandise(parts: CascadeParts, search: PreparedSearch, list: RankedList): Promise<RankedList> {
  const { rules, request, run } = search;
  if (rules.rules.length === 0) return list;
  const named = { ...list, rules: rules.fingerprint };
  if (request.sort !== undefined)
    return { ...named, applied: rules.rules.map(({ key }) => ({ key, notes: [sorted] })) };
  const start = parts.time.now();
  const degradedBefore = run.degraded.length;
  let arranged: RankedList = named;
  try {
    arranged = rearranged(
      named,
      arrange(list.ids, rules.rules, await traced(parts, 'rules', () => learn(parts, search, list.ids))),
    );
  } catch (error) {
    run.degrade('compose', 'failed', 'the rules failed: the order is the one without them', error);
  }
  run.composeMs += parts.time.now() - start;
  return { ...arranged, degraded: [...list.degraded, ...run.degraded.slice(degradedBefore)] };
}

/** Which products of a list hold the rules that act now; undefined where all do, or where it cannot be told. */
export async function stillShown(
  parts: CascadeParts,
  search: PreparedSearch,
  ids: readonly string[],
): Promise<ReadonlySet<string> | undefined> {
  const hidden = hiddenBy(search.rules);
  if (hidden.length === 0) return undefined;
  return lookUp(search, () => passing(parts, { ids, filters: [], hidden }));
}

/** Looks up, all at once, what the rules ask of products. */
async function learn(parts: CascadeParts, search: PreparedSearch, ids: readonly string[]): Promise<Known> {
  const actions = search.rules.rules.flatMap((rule) => rule.actions);
  const filtering = actions.filter(({ kind, filters }) => filters.length > 0 && (kind === 'boost' || kind === 'bury'));
  const [absences, ...sets] = await Promise.all([
    absencesOf(parts, search, { ids, actions }),
    ...filtering.map(({ filters }) => lookUp(search, () => passing(parts, { ids, filters, hidden: [] }))),
  ]);
  const byAction = new Map(filtering.map((action, index) => [action, sets[index]]));
  return { passing: (action) => byAction.get(action), absence: absences };
}

/** Why products that rules place cannot be shown. What cannot be looked up is missing unless the search found it. */
async function absencesOf(
  parts: CascadeParts,
  search: PreparedSearch,
  { ids, actions }: { readonly ids: readonly string[]; readonly actions: readonly CompiledAction[] },
): Promise<Known['absence']> {
  const listed = new Set(ids);
  const placing = actions.filter(({ kind }) => kind === 'pin' || kind === 'slot');
  const placed = [...new Set(placing.flatMap(({ products }) => products))];
  if (placed.length === 0) return () => undefined;
  const added = placed.filter((id) => !listed.has(id));
  const { filters = [] } = search.request;
  const hidden = hiddenBy(search.rules);
  const isOpen = filters.length === 0 && hidden.length === 0;
  const [states, fit] = await Promise.all([
    lookUp(search, () => parts.retriever.states(placed, search.run.deadline.orAtLeast(leastMs))),
    added.length === 0 || isOpen
      ? new Set(added)
      : lookUp(search, () => passing(parts, { ids: added, filters, hidden })),
  ]);
  const stock = new Map(placed.map((id, index) => [id, states?.[index]?.stock]));
  return (id, { evenSoldOut }): Absence | undefined => {
    const units = stock.get(id);
    if (units === undefined && !listed.has(id)) return 'missing';
    if (!listed.has(id) && fit?.has(id) !== true) return 'filtered';
    return units !== undefined && units <= 0 && !evenSoldOut ? 'sold-out' : undefined;
  };
}

/** Those of the ids that are in the index, pass the filters and are not hidden. */
async function passing(
  { retriever }: CascadeParts,
  {
    ids,
    filters,
    hidden,
  }: { readonly ids: readonly string[]; readonly filters: readonly Filter[]; readonly hidden: readonly Hidden[] },
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const { candidates } = await retriever.retrieve({
    ...{ query: '', mode: 'bm25', fusion: { method: 'convex', denseWeight: 0 }, depth: Math.min(ids.length, 10_000) },
    ...{ prefix: false, typos: false, facets: [], only: ids, filters, hidden },
  });
  return new Set(candidates.ids);
}

/** What the work gives, or undefined where it fails or is late: the search is then degraded. */
async function lookUp<T>({ run }: PreparedSearch, work: () => Promise<T>): Promise<T | undefined> {
  const incomplete = 'what rules ask of products was not known in time: some did not act';
  try {
    const value = await run.deadline.orAtLeast(leastMs).race(work());
    if (value !== late) return value;
    run.degrade('compose', 'deadline', incomplete);
  } catch (error) {
    run.degrade('compose', 'failed', incomplete, error);
  }
  return undefined;
}

function rearranged(list: RankedList, { ids, moves, applied }: Arrangement): RankedList {
  const places = new Map(list.ids.map((id, place) => [id, place]));
  const sources = ids.map((id) => places.get(id));
  const column = (name: keyof RankedList['columns']): Float64Array =>
    Float64Array.from(sources, (source) => (source === undefined ? NaN : list.columns[name][source]!));
  return {
    ...list,
    ids,
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
    moves,
    applied,
  };
}
