import type { CompiledAction, MatchedRule } from './rule-set.js';

/** Why a product that a rule places cannot be. */
export type Absence = 'missing' | 'sold-out' | 'filtered';

/** What arranging needs to know of products. */
export interface Known {
  /** Ids of the list that pass the action's filters; undefined where that cannot be told: they are then as if they did not. */
  readonly passing: (action: CompiledAction) => ReadonlySet<string> | undefined;
  /** Why a product that a rule places cannot be shown; undefined where it can. */
  readonly absence: (id: string, action: CompiledAction) => Absence | undefined;
}

/** What a kind of action of one rule did. */
export interface RuleMove {
  readonly rule: string;
  readonly kind: 'pin' | 'slot' | 'boost' | 'bury';
  readonly products: readonly string[];
}

/** A rule that was for a search, and what of it did not act. */
export interface AppliedRule {
  readonly key: string;
  readonly notes: readonly string[];
}

export interface Arrangement {
  /** Every id of the list that is not hidden, and those that rules placed. */
  readonly ids: readonly string[];
  readonly moves: readonly RuleMove[];
  readonly applied: readonly AppliedRule[];
}

/**
 * The list as rules want it, in this order: hidden products go; boosted and buried ones change places with their
 * neighbours; what rules place stands where they say, and the others close up around it in the order that they had.
 * A product that two rules place, and a place that two rules fill, goes by the one of higher priority.
 *
 * @param ids best first, each once
 * @param rules the one that wins over the others first
 */
export function arrange(ids: readonly string[], rules: readonly MatchedRule[], known: Known): Arrangement {
  const notes = new Notes(rules);
  const hidden = hiddenIds(rules);
  const shown = ids.filter((id) => !hidden.has(id));
  const { order, moves } = moved(shown, rules, known);
  const placed = placements(rules, { known, hidden, notes });
  return {
    ids: withPlaced(order, placed, notes),
    moves: [...moves, ...movesOf(placed)],
    applied: notes.applied(),
  };
}

/** Why a rule did not do all that it says, rule by rule. */
class Notes {
  private readonly notes: ReadonlyMap<string, string[]>;

  constructor(rules: readonly MatchedRule[]) {
    this.notes = new Map(rules.map(({ key }) => [key, []]));
  }

  add(rule: string, note: string): void {
    this.notes.get(rule)?.push(note);
  }

  applied(): readonly AppliedRule[] {
    return Array.from(this.notes, ([key, notes]) => ({ key, notes }));
  }
}

/** Ids that are hidden, with the rule that hides each. Those that filters hide were never found. */
function hiddenIds(rules: readonly MatchedRule[]): ReadonlyMap<string, string> {
  const hidden = new Map<string, string>();
  for (const { key, actions } of rules) {
    for (const { kind, products } of actions) {
      if (kind === 'hide') for (const id of products) if (!hidden.has(id)) hidden.set(id, key);
    }
  }
  return hidden;
}

/** How far rules move a product: places add up, and an end, where a rule wants it, stands above them. */
interface Shift {
  places: number;
  end: -1 | 0 | 1;
}

/**
 * Boosts and burials. A product at place p that is moved up by n is taken for one at p - n: it comes before whatever
 * stands there by itself, and behind it where it is moved down. Those moved alike keep their order, and so do the others.
 */
function moved(
  ids: readonly string[],
  rules: readonly MatchedRule[],
  { passing }: Known,
): { order: readonly string[]; moves: readonly RuleMove[] } {
  const shifts = new Map<string, Shift>();
  const listed = new Set(ids);
  const moves: RuleMove[] = [];
  for (const { key, actions } of rules) {
    for (const action of actions) {
      const { kind, products, places } = action;
      if (kind !== 'boost' && kind !== 'bury') continue;
      const found = action.filters.length === 0 ? undefined : passing(action);
      const targets = new Set([...products, ...(found ?? [])].filter((id) => listed.has(id)));
      const sign = kind === 'boost' ? -1 : 1;
      for (const id of targets) {
        const shift = shifts.get(id) ?? { places: 0, end: 0 };
        shifts.set(id, shift);
        if (places !== Infinity) shift.places += sign * places;
        else if (shift.end === 0) shift.end = sign;
      }
      if (targets.size > 0) moves.push({ rule: key, kind, products: [...targets] });
    }
  }
  if (shifts.size === 0) return { order: ids, moves };
  const keyed = ids.map((id, index) => {
    const { places = 0, end = 0 } = shifts.get(id) ?? {};
    return { id, end, at: index + places, tie: Math.sign(places) };
  });
  // The sort is stable.
  keyed.sort((a, b) => a.end - b.end || a.at - b.at || a.tie - b.tie);
  return { order: keyed.map(({ id }) => id), moves };
}

/** A product that a rule puts at a place. */
interface Placement {
  readonly rule: string;
  readonly id: string;
  /** From 0; undefined for a pin: the next from the top. */
  readonly place: number | undefined;
}

interface Placing {
  readonly known: Known;
  readonly hidden: ReadonlyMap<string, string>;
  readonly notes: Notes;
}

const absences: Readonly<Record<Absence, string>> = {
  missing: 'is not in the catalogue',
  'sold-out': 'is out of stock',
  filtered: 'does not pass the filters of the search, or is hidden by a rule',
};

/** Who is placed, the winner of each product alone. */
function placements(rules: readonly MatchedRule[], { known, hidden, notes }: Placing): readonly Placement[] {
  const placed = new Map<string, Placement>();
  for (const { key: rule, actions } of rules) {
    for (const action of actions) {
      const { kind } = action;
      if (kind !== 'pin' && kind !== 'slot') continue;
      for (const id of action.products) {
        const [hider, other, absence] = [hidden.get(id), placed.get(id), known.absence(id, action)];
        if (hider !== undefined) notes.add(rule, `${id} is hidden by ${hider}`);
        else if (other !== undefined) notes.add(rule, `${id} is placed by ${other.rule} already`);
        else if (absence !== undefined) notes.add(rule, `${id} ${absences[absence]}`);
        else placed.set(id, { rule, id, place: kind === 'slot' ? action.position - 1 : undefined });
      }
    }
  }
  return [...placed.values()];
}

/** Pins from the top, slots at their places or, where one is taken or behind the end, at the nearest that is free. */
function withPlaced(order: readonly string[], placed: readonly Placement[], notes: Notes): readonly string[] {
  if (placed.length === 0) return order;
  const ids = new Set(placed.map(({ id }) => id));
  const rest = order.filter((id) => !ids.has(id));
  const list = new Array<string | undefined>(rest.length + placed.length).fill(undefined);
  const pins = placed.filter(({ place }) => place === undefined);
  for (const [place, { id }] of pins.entries()) list[place] = id;
  for (const { rule, id, place = 0 } of placed.filter((each) => each.place !== undefined)) {
    const after = list.findIndex((held, index) => index >= place && held === undefined);
    const free = after >= 0 ? after : list.lastIndexOf(undefined);
    if (free !== place)
      notes.add(rule, `${id} stands at place ${free + 1}: place ${place + 1} is taken or behind the end`);
    list[free] = id;
  }
  let next = 0;
  return list.map((held) => held ?? rest[next++]!);
}

function movesOf(placed: readonly Placement[]): readonly RuleMove[] {
  const byRule = new Map<string, { rule: string; kind: 'pin' | 'slot'; products: string[] }>();
  for (const { rule, id, place } of placed) {
    const kind = place === undefined ? 'pin' : 'slot';
    const name = `${kind} ${rule}`;
    const move = byRule.get(name) ?? { rule, kind, products: [] };
    move.products.push(id);
    byRule.set(name, move);
  }
  return [...byRule.values()];
}
