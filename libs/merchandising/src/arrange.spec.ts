import fc from 'fast-check';
import { ruleOf, setOf } from '../test/make-rule.js';
import { type Absence, arrange, type Arrangement, type Known } from './arrange.js';
import type { MatchedRule } from './rule-set.js';

const list = Array.from({ length: 12 }, (_, index) => `p${index + 1}`);
const everything: Known = { passing: () => new Set(), absence: () => undefined };

function rulesOf(...rules: readonly Readonly<Record<string, unknown>>[]): readonly MatchedRule[] {
  return setOf(...rules.map(ruleOf)).match({ query: 'shoe' }, { enabled: true, rules: {} }, 0).rules;
}

function arranged(rules: readonly MatchedRule[], known: Partial<Known> = {}): Arrangement {
  return arrange(list, rules, { ...everything, ...known });
}

const boost = (products: readonly string[], places?: number) => ({ kind: 'boost', products, places });

describe('arrange', () => {
  it('moves a product by exactly its places, before what stands there, and behind it on the way down', () => {
    expect(arranged(rulesOf({ actions: [boost(['p7'], 5)] })).ids.slice(0, 4)).toEqual(['p1', 'p7', 'p2', 'p3']);
    const { ids } = arranged(rulesOf({ actions: [{ kind: 'bury', products: ['p2'], places: 5 }] }));
    expect(ids.indexOf('p2')).toBe(6);
  });

  it('keeps the order of those that are moved alike, and of the others', () => {
    const { ids } = arranged(rulesOf({ actions: [boost(['p5', 'p9', 'p6'])] }));
    expect(ids).toEqual(['p5', 'p6', 'p9', ...list.filter((id) => !['p5', 'p6', 'p9'].includes(id))]);
  });

  it('adds the places of rules up; to which end, the higher priority says', () => {
    const sum = rulesOf({ key: 'a', actions: [boost(['p10'], 4)] }, { key: 'b', actions: [boost(['p10'], 3)] });
    expect(arranged(sum).ids.indexOf('p10')).toBe(2);
    const ends = rulesOf(
      { key: 'a', actions: [boost(['p10'])] },
      { key: 'b', priority: 1, actions: [{ kind: 'bury', products: ['p10'] }] },
    );
    expect(arranged(ends).ids.at(-1)).toBe('p10');
  });

  it('boosts what passes filters, and tells what could not be told apart from nothing', () => {
    const rules = rulesOf({ actions: [{ kind: 'boost', filters: [{ field: 'brand', values: ['Acme'] }] }] });
    const { ids, moves } = arranged(rules, { passing: () => new Set(['p4', 'p8', 'elsewhere']) });
    expect(ids.slice(0, 3)).toEqual(['p4', 'p8', 'p1']);
    expect(moves).toEqual([{ rule: 'rule', kind: 'boost', products: ['p4', 'p8'] }]);
    expect(arranged(rules, { passing: () => undefined })).toMatchObject({ ids: list, moves: [] });
  });

  it('pins in order, brings what the search had not found, and puts a slot at its place', () => {
    const rules = rulesOf({
      actions: [
        { kind: 'slot', products: ['p1'], position: 5 },
        { kind: 'pin', products: ['new', 'p8'] },
      ],
    });
    expect(arranged(rules).ids).toEqual([
      'new',
      'p8',
      'p2',
      'p3',
      'p1',
      'p4',
      'p5',
      'p6',
      'p7',
      'p9',
      'p10',
      'p11',
      'p12',
    ]);
  });

  it('hides before all else, and says what it took from whom', () => {
    const rules = rulesOf(
      { key: 'recall', actions: [{ kind: 'hide', products: ['p1', 'p3'] }] },
      { key: 'sale', priority: 9, actions: [{ kind: 'pin', products: ['p3', 'p4'] }] },
    );
    const { ids, applied } = arranged(rules);
    expect(ids).toEqual(['p4', 'p2', ...list.slice(4)]);
    expect(applied).toEqual([
      { key: 'sale', notes: ['p3 is hidden by recall'] },
      { key: 'recall', notes: [] },
    ]);
  });

  it('leaves out what is missing, sold out or filtered, and says so', () => {
    const absences: Readonly<Record<string, Absence>> = { a: 'missing', b: 'filtered', p2: 'sold-out' };
    const rules = rulesOf({ actions: [{ kind: 'pin', products: ['a', 'b', 'p2', 'p5'] }] });
    const { ids, applied } = arranged(rules, { absence: (id) => absences[id] });
    expect(ids.slice(0, 3)).toEqual(['p5', 'p1', 'p2']);
    expect(applied[0]?.notes.map((note) => note.split(' ')[0])).toEqual(['a', 'b', 'p2']);
  });

  it('gives a place and a product that two rules want to the one of higher priority, and tells the other', () => {
    const rules = rulesOf(
      { key: 'a', actions: [{ kind: 'slot', products: ['p9'], position: 3 }] },
      { key: 'b', priority: 1, actions: [{ kind: 'slot', products: ['p8'], position: 3 }] },
      { key: 'c', actions: [{ kind: 'pin', products: ['p8'] }] },
    );
    const { ids, applied } = arranged(rules);
    expect(ids.slice(0, 4)).toEqual(['p1', 'p2', 'p8', 'p9']);
    expect(applied).toEqual([
      { key: 'b', notes: [] },
      { key: 'a', notes: ['p9 stands at place 4: place 3 is taken or behind the end'] },
      { key: 'c', notes: ['p8 is placed by b already'] },
    ]);
  });

  it('is, whatever the rules, a list of each product once: none that is hidden, pins on top, the others in their order', () => {
    const ids = fc.uniqueArray(fc.constantFrom(...list, 'new1', 'new2'), { minLength: 1, maxLength: 6 });
    const places = fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined });
    const action = fc.oneof(
      fc.record({ kind: fc.constant('pin'), products: ids }),
      fc.record({ kind: fc.constant('hide'), products: ids }),
      fc.record({ kind: fc.constantFrom('boost', 'bury'), products: ids, places }),
      fc.record({
        kind: fc.constant('slot'),
        products: ids.map((all) => all.slice(0, 1)),
        position: fc.integer({ min: 1, max: 15 }),
      }),
    );
    const rule = fc.record({
      priority: fc.integer({ min: 0, max: 3 }),
      actions: fc.array(action, { minLength: 1, maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 4 }), (written) => {
        const rules = rulesOf(...written.map((each, index) => ({ key: `r${index}`, ...each })));
        const actions = rules.flatMap((each) => each.actions);
        const { ids: shown, moves } = arranged(rules);
        const hidden = new Set(actions.flatMap(({ kind, products }) => (kind === 'hide' ? products : [])));
        const placed = moves
          .filter(({ kind }) => kind === 'pin' || kind === 'slot')
          .flatMap(({ products }) => products);
        const moved = new Set(moves.flatMap(({ products }) => products));

        expect(new Set(shown).size).toBe(shown.length);
        expect(shown.filter((id) => hidden.has(id))).toEqual([]);
        expect(new Set(shown)).toEqual(new Set([...list.filter((id) => !hidden.has(id)), ...placed]));
        expect(shown.filter((id) => !moved.has(id))).toEqual(list.filter((id) => !moved.has(id) && !hidden.has(id)));
        const pins = new Set(moves.filter(({ kind }) => kind === 'pin').flatMap(({ products }) => products));
        expect(new Set(shown.slice(0, pins.size))).toEqual(pins);
        if (written.length === 0) expect(shown).toEqual(list);
      }),
      { numRuns: 500 },
    );
  });
});
