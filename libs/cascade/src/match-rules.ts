import { checkRule, type MatchedRules, noRules, type Rule, RuleSet } from '@weir/merchandising';
import type { Finder, Hidden } from '@weir/retrieval';
import type { SearchContext } from './cascade.js';
import type { FieldViolation } from './error.js';
import { fingerprint } from './fingerprint.js';
import type { CascadeParts } from './parts.js';
import type { Plan } from './plan.js';
import type { SearchRequest } from './search.js';
import { limits, unknownField } from './validate.js';

/** The rules that a request brings, compiled; undefined where it brings none. Adds what is wrong with them to `violations`. */
export function laidRules(
  { rules }: SearchRequest,
  retriever: Pick<Finder, 'filterable'>,
  violations: FieldViolation[],
): RuleSet | undefined {
  if (rules === undefined || rules.length === 0) return undefined;
  if (rules.length > limits.rules) {
    violations.push({ field: 'rules', description: `at most ${limits.rules}, not ${rules.length}` });
    return undefined;
  }
  const checked = rules.flatMap((input, index) => {
    const { rule, violations: wrong } = checkRule(input, `rules[${index}]`);
    violations.push(...(wrong ?? unknownFields(rule, `rules[${index}]`, retriever)));
    return rule === undefined ? [] : [{ rule, version: fingerprint(rule) }];
  });
  return new RuleSet(checked.map(({ rule, version }) => ({ rule: { ...rule, state: 'on' as const }, version })));
}

/** The rules that act on a search, under a Plan; none on the candidates of a tool. `laid` are those that the request brings. */
export function matchRules(
  { rules, time }: Pick<CascadeParts, 'rules' | 'time'>,
  search: { readonly request: SearchRequest; readonly context: SearchContext; readonly laid?: RuleSet | undefined },
  { merchandising }: Plan,
): MatchedRules {
  const { request, context, laid } = search;
  if (context.only !== undefined || context.merchandising === false) return noRules;
  const kept = rules?.();
  if (laid === undefined) return kept?.match(request, merchandising, time.epoch()) ?? noRules;
  return (kept ?? new RuleSet([])).matchWith(laid, request, merchandising, time.epoch());
}

/** What rules leave out of a search, as retrieval takes it. */
export function hiddenBy({ rules }: MatchedRules): readonly Hidden[] {
  return rules.flatMap(({ actions }) =>
    actions.flatMap(({ kind, products, filters }) => (kind === 'hide' ? [{ ids: products, filters }] : [])),
  );
}

function unknownFields(rule: Rule, path: string, retriever: Pick<Finder, 'filterable'>): readonly FieldViolation[] {
  const known = retriever.filterable();
  return rule.actions.flatMap(({ filters }, at) =>
    filters.flatMap(({ field }, index) => {
      const description = unknownField(field, known);
      return description === undefined
        ? []
        : [{ field: `${path}.actions[${at}].filters[${index}].field`, description }];
    }),
  );
}
