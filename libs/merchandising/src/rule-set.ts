import type { Filter } from '@weir/retrieval';
import { compileQueryTest, folded, type ReadQuery, readQuery } from './condition/query-test.js';
import { compileRequestTest, type RuleRequest } from './condition/request-test.js';
import { toFilter } from './filters.js';
import type { Rule, RuleAction } from './rule.js';
import { isWithin } from './status.js';

/** A rule with the version that it has. */
export interface VersionedRule {
  readonly rule: Rule;
  /** Anything that is another for another rule of the same key. */
  readonly version: number | string;
}

/** An action whose filters are as retrieval takes them. */
export interface CompiledAction extends Pick<RuleAction, 'kind' | 'products'> {
  readonly filters: readonly Filter[];
  readonly position: number;
  /** Infinity: before, or behind, all others. */
  readonly places: number;
  readonly evenSoldOut: boolean;
}

/** A rule that is for a search. */
export interface MatchedRule {
  readonly key: string;
  readonly actions: readonly CompiledAction[];
}

/** What the Plan of a search says of rules. */
export interface RuleSelection {
  readonly enabled: boolean;
  /** By key: true has a draft act, false has a rule not act. */
  readonly rules: Readonly<Record<string, boolean>>;
}

/** The rules that are for one search. */
export interface MatchedRules {
  /** Those that act, the one that wins over the others first. */
  readonly rules: readonly MatchedRule[];
  /** Of what acts: '' where nothing does. */
  readonly fingerprint: string;
  /** Keys of all that could act on the search, whether or not its Plan has them act. */
  readonly reachable: ReadonlySet<string>;
  /** Keys of rules that could not be asked. */
  readonly failed: readonly string[];
}

export const noRules: MatchedRules = { rules: [], fingerprint: '', reachable: new Set(), failed: [] };

interface CompiledRule extends VersionedRule {
  readonly matched: MatchedRule;
  /** Queries, one of which the search must have, folded; undefined where its test is another. */
  readonly queries: ReadonlySet<string> | undefined;
  readonly matches: (query: ReadQuery, request: RuleRequest) => boolean;
}

/**
 * Rules ready to be asked which of them are for a search: compiled once a change. Rules for whole queries are found by
 * the query, so that thousands of them cost a search nothing.
 */
export class RuleSet {
  private readonly byQuery = new Map<string, CompiledRule[]>();
  private readonly others: CompiledRule[] = [];

  constructor(rules: readonly VersionedRule[]) {
    for (const rule of rules.filter((each) => each.rule.state !== 'off').map(compile)) {
      if (rule.queries === undefined) this.others.push(rule);
      for (const query of rule.queries ?? []) {
        const known = this.byQuery.get(query);
        if (known === undefined) this.byQuery.set(query, [rule]);
        else known.push(rule);
      }
    }
  }

  /** @param now ms since 1970 */
  match(request: RuleRequest, { enabled, rules: switches }: RuleSelection, now: number): MatchedRules {
    if (this.byQuery.size === 0 && this.others.length === 0) return noRules;
    const query = readQuery(request.query);
    const failed: string[] = [];
    const holding = [...(this.byQuery.get(query.text) ?? []), ...this.others].filter((rule) => {
      if (!isWithin(rule.rule, now)) return false;
      try {
        return rule.matches(query, request);
      } catch {
        failed.push(rule.rule.key);
        return false;
      }
    });
    const acting = enabled ? holding.filter(({ rule }) => switches[rule.key] ?? rule.state === 'on') : [];
    return matched(acting, { reachable: new Set(holding.map(({ rule }) => rule.key)), failed });
  }

  /** The same with rules laid over: each acts if its conditions hold, whatever its state and dates, in place of the kept one. */
  matchWith(laid: RuleSet, request: RuleRequest, selection: RuleSelection, now: number): MatchedRules {
    const kept = this.match(request, selection, now);
    const query = readQuery(request.query);
    const all = laid.all();
    const keys = new Set(all.map(({ rule }) => rule.key));
    const acting = all.filter((rule) => rule.matches(query, request));
    const rest = this.all().filter(({ rule }) => !keys.has(rule.key) && kept.rules.some(({ key }) => key === rule.key));
    return matched([...rest, ...acting], { reachable: kept.reachable, failed: kept.failed });
  }

  private all(): readonly CompiledRule[] {
    return [...new Set([...[...this.byQuery.values()].flat(), ...this.others])];
  }
}

function matched(acting: readonly CompiledRule[], rest: Pick<MatchedRules, 'reachable' | 'failed'>): MatchedRules {
  const inOrder = acting.toSorted(byPriority);
  return {
    rules: inOrder.map((rule) => rule.matched),
    fingerprint: inOrder.map(({ rule, version }) => `${rule.key}@${version}`).join(),
    ...rest,
  };
}

/** Higher priority first, then by key. */
function byPriority({ rule: a }: CompiledRule, { rule: b }: CompiledRule): number {
  return b.priority - a.priority || (a.key < b.key ? -1 : 1);
}

function compile({ rule, version }: VersionedRule): CompiledRule {
  const { query } = rule.when;
  const matchesRequest = compileRequestTest(rule.when);
  const queries = query?.test === 'is' ? new Set(query.values.map(folded)) : undefined;
  const { matches: matchesQuery } = query ? compileQueryTest(query) : { matches: () => true };
  return {
    rule,
    version,
    queries,
    matches: (read, request) => (queries?.has(read.text) ?? matchesQuery(read)) && matchesRequest(request),
    matched: { key: rule.key, actions: rule.actions.map(compileAction) },
  };
}

function compileAction({ kind, products, filters, position, places, out_of_stock }: RuleAction): CompiledAction {
  return {
    kind,
    products,
    filters: filters.map(toFilter),
    position: position ?? 1,
    places: places ?? Infinity,
    evenSoldOut: out_of_stock,
  };
}
