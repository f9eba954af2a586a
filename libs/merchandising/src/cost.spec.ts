import { ruleOf, setOf } from '../test/make-rule.js';
import { arrange } from './arrange.js';
import type { RuleSelection } from './rule-set.js';

const every: RuleSelection = { enabled: true, rules: {} };

/** Processor time of one call, ms: other work on the machine does not count. */
function cost(calls: number, work: (call: number) => unknown): number {
  for (let call = 0; call < calls / 5; call++) work(call);
  const before = process.cpuUsage().user;
  for (let call = 0; call < calls; call++) work(call);
  return (process.cpuUsage().user - before) / calls / 1000;
}

describe('what rules cost a search', () => {
  const pin = [{ kind: 'pin', products: ['p500', 'p600', 'p700'] }];
  const rules = setOf(
    ...Array.from({ length: 1000 }, (_, at) =>
      ruleOf({ key: `is${at}`, when: { query: { test: 'is', values: [`query ${at}`] } }, actions: pin }),
    ),
    ...Array.from({ length: 100 }, (_, at) =>
      ruleOf({ key: `has${at}`, when: { query: { test: 'contains', values: [`red word${at}`] } }, actions: pin }),
    ),
    ...Array.from({ length: 20 }, (_, at) =>
      ruleOf({ key: `like${at}`, when: { query: { test: 'matches', values: [`^(red|blue) thing${at}s?$`] } } }),
    ),
  );
  const ids = Array.from({ length: 1000 }, (_, at) => `p${at}`);

  it('is microseconds to match 1,120 of them', () => {
    expect(cost(2000, (call) => rules.match({ query: `waterproof boots ${call % 97}` }, every, 0))).toBeLessThan(0.3);
  });

  it('is below a millisecond or two to arrange 1,000 products, once a list', () => {
    const { rules: pins } = rules.match({ query: 'query 5' }, every, 0);
    const boost = { kind: 'boost', filters: [{ field: 'brand', values: ['Acme'] }], places: 20 };
    const { rules: boosts } = setOf(ruleOf({ actions: [boost] })).match({ query: 'shoe' }, every, 0);
    const third = new Set(ids.filter((_, at) => at % 3 === 0));
    for (const each of [pins, boosts])
      expect(cost(200, () => arrange(ids, each, { passing: () => third, absence: () => undefined }))).toBeLessThan(3);
  });
});
