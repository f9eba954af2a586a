import { checkRule, type Rule, RuleSet } from '../src/index.js';

/** A rule that is on and pins p1 for the query "shoe", but for what `parts` says. */
export function ruleOf(parts: Readonly<Record<string, unknown>> = {}): Rule {
  const { rule, violations } = checkRule({
    key: 'rule',
    when: { query: { test: 'is', values: ['shoe'] } },
    actions: [{ kind: 'pin', products: ['p1'] }],
    state: 'on',
    ...parts,
  });
  if (rule === undefined) throw new Error(JSON.stringify(violations));
  return rule;
}

export function setOf(...rules: readonly Rule[]): RuleSet {
  return new RuleSet(rules.map((rule) => ({ rule, version: 1 })));
}
