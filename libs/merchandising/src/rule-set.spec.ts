import { ruleOf, setOf } from '../test/make-rule.js';
import type { RuleRequest } from './condition/request-test.js';
import type { RuleSelection } from './rule-set.js';

const every: RuleSelection = { enabled: true, rules: {} };

function isFor(when: object, request: RuleRequest): boolean {
  return setOf(ruleOf({ when })).match(request, every, 0).rules.length > 0;
}

describe('which searches a rule is for', () => {
  it.each([
    ['is', ['red shoes', 'boots'], ['Red  Shoes ', 'BOOTS', 'rèd shoes'], ['red', 'red shoes men', 'shoes red']],
    ['contains', ['red shoes'], ['shoes, RED!', 'men red running shoes'], ['red shoe', 'redshoes', 'red']],
    ['begins_with', ['Nike'], ['nike', 'nike air', 'nikes'], ['air nike', 'nik']],
    ['matches', ['^(red|blue) shoes?$', 'sale$'], ['red shoe', 'Blue Shoes', 'big SALE'], ['red shoess', 'sales']],
  ])('%s %j: %j, and not %j', (test, values, queries, others) => {
    const asked = (query: string): boolean => isFor({ query: { test, values } }, { query });
    expect(queries.filter((query) => !asked(query))).toEqual([]);
    expect(others.filter(asked)).toEqual([]);
  });

  it('answers an expression that a backtracking engine never would', () => {
    const began = performance.now();
    expect(isFor({ query: { test: 'matches', values: ['^(a|aa|a+)+$'] } }, { query: `${'a'.repeat(500)}b` })).toBe(
      false,
    );
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it('a category page is filtered to its categories and lets no other in', () => {
    const page = (...values: readonly string[]): RuleRequest => ({
      query: '',
      filters: [{ kind: 'any-of', field: 'category', values }],
    });
    const when = { categories: ['Shoes', 'Böots'] };
    expect(isFor(when, page('shoes'))).toBe(true);
    expect(isFor(when, page('SHOES', 'boots'))).toBe(true);
    expect(isFor(when, page('shoes', 'hats'))).toBe(false);
    expect(isFor(when, { query: '', filters: [{ kind: 'none-of', field: 'category', values: ['shoes'] }] })).toBe(
      false,
    );
    expect(isFor(when, { query: 'shoes' })).toBe(false);
  });

  it('all that is given must hold', () => {
    const when = {
      query: { test: 'is', values: ['shoe'] },
      attributes: [
        { name: 'country', values: ['de', 'at'] },
        { name: 'member', values: ['true'] },
      ],
    };
    expect(isFor(when, { query: 'shoe', attributes: { country: 'at', member: true } })).toBe(true);
    expect(isFor(when, { query: 'shoe', attributes: { country: 'fr', member: true } })).toBe(false);
    expect(isFor(when, { query: 'shoe', attributes: { country: 'at' } })).toBe(false);
    expect(isFor(when, { query: 'boot', attributes: { country: 'at', member: true } })).toBe(false);
  });
});

describe('which rules act', () => {
  const request = { query: 'shoe' };
  const keysOf = (set: ReturnType<typeof setOf>, selection: Partial<RuleSelection> = {}, now = 0): readonly string[] =>
    set.match(request, { ...every, ...selection }, now).rules.map(({ key }) => key);

  it('a rule acts from its start until its end', () => {
    const set = setOf(ruleOf({ start_ms: 10, end_ms: 20 }));
    expect([9, 10, 19, 20].map((now) => keysOf(set, {}, now).length)).toEqual([0, 1, 1, 0]);
  });

  it('a draft acts where a Plan names it, within its dates; a rule that is off nowhere', () => {
    const set = setOf(ruleOf({ key: 'draft', state: 'draft', end_ms: 20 }), ruleOf({ key: 'off', state: 'off' }));
    expect(keysOf(set)).toEqual([]);
    expect(keysOf(set, { rules: { draft: true, off: true } })).toEqual(['draft']);
    expect(keysOf(set, { rules: { draft: true } }, 20)).toEqual([]);
  });

  it('a Plan leaves out one rule, or all', () => {
    const set = setOf(ruleOf({ key: 'a' }), ruleOf({ key: 'b' }));
    expect(keysOf(set)).toEqual(['a', 'b']);
    expect(keysOf(set, { rules: { a: false } })).toEqual(['b']);
    expect(keysOf(set, { enabled: false })).toEqual([]);
  });

  it('the higher priority is first, equals are by key', () => {
    expect(keysOf(setOf(ruleOf({ key: 'b' }), ruleOf({ key: 'c', priority: 1 }), ruleOf({ key: 'a' })))).toEqual([
      'c',
      'a',
      'b',
    ]);
  });

  it('what could act is known whatever the Plan says, so that every variant of a test is counted alike', () => {
    const set = setOf(ruleOf({ key: 'draft', state: 'draft' }), ruleOf({ key: 'on' }));
    for (const selection of [
      every,
      { enabled: false, rules: {} },
      { enabled: true, rules: { draft: true, on: false } },
    ])
      expect([...set.match(request, selection, 0).reachable]).toEqual(['draft', 'on']);
  });

  it('the fingerprint is that of the rules that act', () => {
    const set = setOf(ruleOf({ key: 'a' }), ruleOf({ key: 'b', when: { query: { test: 'is', values: ['hat'] } } }));
    expect(set.match(request, every, 0).fingerprint).toBe('a@1');
    expect(set.match({ query: 'sofa' }, every, 0).fingerprint).toBe('');
  });

  it('a rule that is laid over acts whatever its state and dates, in place of the kept one', () => {
    const kept = setOf(ruleOf({ key: 'a' }), ruleOf({ key: 'b' }));
    const laid = setOf(ruleOf({ key: 'a', priority: 5, actions: [{ kind: 'hide', products: ['p9'] }] }));
    const { rules } = kept.matchWith(laid, request, every, 0);
    expect(rules.map(({ key, actions }) => [key, actions[0]?.kind])).toEqual([
      ['a', 'hide'],
      ['b', 'pin'],
    ]);
  });
});
