import { checkRule } from './check-rule.js';

const good = {
  key: 'summer',
  when: { query: { test: 'is', values: ['shoe'] } },
  actions: [{ kind: 'pin', products: ['p1'] }],
};

function fieldsOf(input: object): readonly string[] {
  return (checkRule({ ...good, ...input }).violations ?? []).map(({ field }) => field);
}

describe('a rule that is written', () => {
  it('gets its defaults, and begins as a draft', () => {
    expect(checkRule(good).rule).toMatchObject({
      state: 'draft',
      priority: 0,
      description: '',
      actions: [{ filters: [] }],
    });
  });

  it('is told every mistake at its field', () => {
    const { violations } = checkRule({
      key: 'Summer!',
      when: {},
      actions: [
        { kind: 'pin' },
        { kind: 'slot', products: ['a', 'b'] },
        { kind: 'boost', products: ['a', 'a'], position: 2 },
        { kind: 'bury', filters: [{ field: 'price', min: 5, max: 1 }, { field: 'brand' }] },
        { kind: 'hide', products: ['a'], places: 2, out_of_stock: true },
      ],
      colour: 'red',
    });
    expect(violations?.map(({ field }) => field)).toEqual([
      'rule.key',
      'rule.when',
      'rule.actions[0].products',
      'rule.actions[1].products',
      'rule.actions[1].position',
      'rule.actions[2].position',
      'rule.actions[2].products[1]',
      'rule.actions[3].filters[0].max',
      'rule.actions[3].filters[1].values',
      'rule.actions[4].places',
      'rule.actions[4].out_of_stock',
      'rule.colour',
    ]);
  });

  it('says which searches it is for: all of them only where it says so', () => {
    expect(fieldsOf({ when: {} })).toEqual(['rule.when']);
    expect(fieldsOf({ when: { every_search: true } })).toEqual([]);
    expect(fieldsOf({ when: { every_search: true, categories: ['Shoes'] } })).toEqual(['rule.when.every_search']);
  });

  it('ends after it begins', () => {
    expect(fieldsOf({ start_ms: 5, end_ms: 5 })).toEqual(['rule.end_ms']);
  });

  it('has expressions of RE2 alone, and none that is too large', () => {
    const matching = (...values: readonly string[]): readonly string[] =>
      fieldsOf({ when: { query: { test: 'matches', values } } });
    expect(matching('^red (shoe|boot)s?$')).toEqual([]);
    expect(matching('ok', '(', 'a(?=b)', '(a)\\1', '((a{100}){100}){100}')).toEqual(
      [1, 2, 3, 4].map((at) => `rule.when.query.values[${at}]`),
    );
  });
});
