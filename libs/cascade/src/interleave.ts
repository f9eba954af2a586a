import { createHash } from 'node:crypto';
import { seededRandom } from '@weir/evaluation';
import { teamDraft } from '@weir/statistics';
import { type AppliedVariant, missOf } from './applied-variant.js';
import { withoutRepeats } from './degraded.js';
import { type ListSource, noteChange } from './list-source.js';
import { mergedList } from './merged-list.js';
import type { CascadeParts } from './parts.js';
import { listFingerprintOf, type PreparedSearch } from './prepare.js';
import { matchRules } from './match-rules.js';
import { ProductReader } from './product-reader.js';
import { SearchRun } from './run.js';
import type { Degraded, StageTiming } from './search.js';
import type { ListToShow } from './stages/compose.js';

/** What became of one of the two searches behind an interleaved page: a list, or why there is none. */
interface Leg {
  readonly shown?: ListToShow;
  readonly error?: unknown;
  readonly degraded: readonly Degraded[];
}

const nothing: Leg = { degraded: [] };

/**
 * The list of a search that shows two rankings: both are made at the same time under one deadline, either from the page
 * cache, and drafted into one list of which every page is cut. The draft's coins are those of unit, experiment and query,
 * so that a search that is repeated shows the same. Where one of the two fails, or a stage works for one of them alone, it
 * is the control's list: what was clicked there would not compare them.
 */
export async function interleavedList(
  parts: CascadeParts,
  lists: ListSource,
  search: PreparedSearch,
): Promise<ListToShow> {
  const { interleaved, position } = search;
  const variant = search.variants.find((each) => each.interleaved === true);
  // Where nothing is ranked that the variants rank differently, both lists are the same.
  if (interleaved === undefined || variant === undefined) return lists.get(search);
  const missed = missOf(variant, asked(search));
  if (missed !== undefined) return { ...(await lists.get(search)), missed };
  const kept = position === undefined ? undefined : await lists.findKept(search);
  if (kept !== undefined) return lists.kept(search, kept);

  const challenging = { ...search, plan: interleaved.plan, rules: matchRules(parts, search, interleaved.plan) };
  const legs = [search, challenging].map((side) => legOf(parts, side));
  const [control = nothing, challenger = nothing] = await Promise.all(legs.map((side) => run(lists, side)));
  search.run.timings.push(...slowerOf(legs));
  search.run.degraded.push(...withoutRepeats([...control.degraded, ...challenger.degraded]));
  if (
    control.shown === undefined ||
    challenger.shown === undefined ||
    !compares(search, variant, [control, challenger])
  ) {
    return whatIsThere(search, control, challenger);
  }
  const { list: a } = control.shown;
  const { list: b } = challenger.shown;
  if (position !== undefined && position.catalogue !== a.catalogue) noteChange(search);
  const list = mergedList(search.run.searchId, { a, b }, teamDraft(a.ids, b.ids, coins(search, variant)));
  void lists.keep(search, list, false);
  return {
    list,
    products: new ProductReader(parts, lists.costs.product),
    cached: control.shown.cached && challenger.shown.cached,
    foundAt: (index) => (list.teams?.[index] === 'b' ? challenger : control).shown?.found,
  };
}

function asked({ request, rules }: PreparedSearch): Parameters<typeof missOf>[1] {
  const unranked = request.query === '' || request.sort !== undefined;
  return { cached: false, unranked, degraded: [], rules: rules.reachable };
}

/** One of the two searches, as the first page and with a record of its own. */
function legOf(parts: CascadeParts, search: PreparedSearch): PreparedSearch {
  const { startedAt, deadline, signal } = search.run;
  return {
    ...search,
    position: undefined,
    run: new SearchRun(parts, startedAt, deadline, signal),
    listFingerprint: listFingerprintOf(search.request, search.plan, search.rules),
  };
}

async function run(lists: ListSource, search: PreparedSearch): Promise<Leg> {
  try {
    const shown = await lists.get(search);
    const before = shown.cached ? shown.list.degraded : [];
    return { shown, degraded: withoutRepeats([...before, ...search.run.degraded]) };
  } catch (error) {
    return { error, degraded: search.run.degraded };
  }
}

/** Both rankings are what the variants say: what differs was at work in both, and no stage in one of them alone. */
function compares(
  search: PreparedSearch,
  variant: AppliedVariant,
  [control, challenger]: readonly [Leg, Leg],
): boolean {
  const failed = ({ degraded }: Leg): string => [...new Set(degraded.map(({ stage }) => stage))].sort().join();
  const { degraded } = control;
  const missed = missOf(variant, { cached: false, unranked: false, degraded, rules: search.rules.reachable });
  return missed === undefined && failed(control) === failed(challenger);
}

/** The control's list; where it has none its challenger's, for a page of one ranking is better than none. */
function whatIsThere({ position, ...search }: PreparedSearch, control: Leg, challenger: Leg): ListToShow {
  const shown = control.shown ?? challenger.shown;
  if (shown === undefined) throw control.error;
  if (position !== undefined && position.catalogue !== shown.list.catalogue) noteChange(search);
  return { ...shown, missed: 'failed' };
}

/** How long each stage took where two searches did it at the same time. */
function slowerOf([control, challenger]: readonly PreparedSearch[]): readonly StageTiming[] {
  const [one, other] = [control?.run.timings ?? [], challenger?.run.timings ?? []];
  const both = one.map((timing) => {
    const second = other.find(({ stage }) => stage === timing.stage);
    return second === undefined || second.ms < timing.ms ? timing : second;
  });
  return [...both, ...other.filter(({ stage }) => !one.some((each) => each.stage === stage))];
}

/** The same numbers for the same unit, experiment and query. */
function coins({ request }: PreparedSearch, { experiment, phase, unit }: AppliedVariant): () => number {
  const { query, filters, sort, shopperId, sessionId } = request;
  const seed = JSON.stringify([experiment, phase, unit === 'shopper' ? shopperId : sessionId, query, filters, sort]);
  return seededRandom(createHash('sha256').update(seed).digest().readUInt32LE());
}
