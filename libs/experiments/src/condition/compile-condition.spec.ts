import fc from 'fast-check';
import { compileCondition } from './compile-condition.js';

type Case = readonly [condition: Record<string, unknown>, attributes: unknown, met: boolean];

/** Tests written from GrowthBook's SDK specification, operator by operator. */
const cases: Readonly<Record<string, readonly Case[]>> = {
  'plain values': [
    [{}, { a: 1 }, true],
    [{ a: 'x', b: 2, c: false }, { a: 'x', b: 2, c: false }, true],
    [{ a: 'x', b: 2 }, { a: 'x', b: 3 }, false],
    [{ a: '5' }, { a: 5 }, true],
    [{ a: 5 }, { a: '5' }, true],
    [{ a: true }, { a: 'yes' }, true],
    [{ a: false }, {}, false],
    [{ a: null }, {}, true],
    [{ a: null }, { a: null }, true],
    [{ a: null }, { a: 0 }, false],
    [{ a: ['x', 'y'] }, { a: ['x', 'y'] }, true],
    [{ a: ['x', 'y'] }, { a: ['y', 'x'] }, false],
    [{ a: { b: 1 } }, { a: { b: 1 } }, true],
    [{ a: { b: 1 } }, { a: { b: 1, c: 2 } }, false],
    [{ a: {} }, { a: {} }, true],
  ],
  'dotted paths': [
    [{ 'a.b.c': 'x' }, { a: { b: { c: 'x' } } }, true],
    [{ 'a.b': 'x' }, { a: null }, false],
    [{ 'a.b': 'x' }, { a: 7 }, false],
    [{ 'a.length': 2 }, { a: [1, 2] }, true],
    [{ 'a.1': 'y' }, { a: ['x', 'y'] }, true],
  ],
  '$eq and $ne': [
    [{ a: { $eq: 'x' } }, { a: 'x' }, true],
    [{ a: { $eq: 5 } }, { a: '5' }, false],
    [{ a: { $ne: 'x' } }, { a: 'y' }, true],
    [{ a: { $ne: 'x' } }, { a: 'x' }, false],
    [{ a: { $ne: 'x' } }, {}, true],
  ],
  order: [
    [{ a: { $gt: 30, $lt: 60 } }, { a: 50 }, true],
    [{ a: { $gt: 30 } }, { a: 30 }, false],
    [{ a: { $lt: 60 } }, { a: 60 }, false],
    [{ a: { $gte: 30, $lte: 60 } }, { a: 30 }, true],
    [{ a: { $gte: 30, $lte: 60 } }, { a: 60 }, true],
    [{ a: { $gte: 30, $lte: 60 } }, { a: 61 }, false],
    [{ a: { $gt: 'alphabet', $lt: 'zebra' } }, { a: 'always' }, true],
    [{ a: { $gt: 'alphabet', $lt: 'zebra' } }, { a: 'AZL' }, false],
    [{ a: { $gt: 5, $lt: 10 } }, { a: '8' }, true],
    [{ a: { $gt: '5', $lt: '10' } }, { a: 8 }, true],
    [{ a: { $gt: -10, $lt: 10, $gte: -9, $lte: 9, $ne: 10 } }, {}, true],
  ],
  '$in, $nin and their like': [
    [{ a: { $in: [1, 2] } }, { a: 2 }, true],
    [{ a: { $in: [1, 2] } }, { a: '2' }, false],
    [{ a: { $in: ['x', 'y'] } }, { a: ['z', 'y'] }, true],
    [{ a: { $in: ['x', 'y'] } }, { a: [] }, false],
    [{ a: { $in: ['x'] } }, {}, false],
    [{ a: { $nin: [1, 2] } }, { a: 3 }, true],
    [{ a: { $nin: ['x'] } }, { a: ['x', 'z'] }, false],
    [{ a: { $nin: ['x'] } }, { a: [] }, true],
    [{ a: { $ini: ['De'] } }, { a: 'dE' }, true],
    [{ a: { $nini: ['De'] } }, { a: 'dE' }, false],
    [{ a: { $ini: ['De', 1] } }, { a: [2, 'DE'] }, true],
  ],
  '$exists and $type': [
    [{ a: { $exists: true } }, { a: 0 }, true],
    [{ a: { $exists: true } }, { a: null }, false],
    [{ 'a.b': { $exists: false } }, { c: 1 }, true],
    [{ 'a.b': { $exists: false } }, { a: { b: 1 } }, false],
    [{ a: { $type: 'string' } }, { a: 'x' }, true],
    [{ a: { $type: 'number' } }, { a: 'x' }, false],
    [{ a: { $type: 'boolean' } }, { a: false }, true],
    [{ a: { $type: 'array' } }, { a: [] }, true],
    [{ a: { $type: 'object' } }, { a: [] }, false],
    [{ a: { $type: 'object' } }, { a: {} }, true],
    [{ a: { $type: 'null' } }, { a: null }, true],
  ],
  $regex: [
    [{ a: { $regex: '(Mobile|Tablet)' } }, { a: 'Android Mobile' }, true],
    [{ a: { $regex: '^Mobile' } }, { a: 'Android Mobile' }, false],
    [{ a: { $regex: '^/search/\\d+$' } }, { a: '/search/12' }, true],
    [{ a: { $regexi: '^mobile' } }, { a: 'MOBILE' }, true],
    [{ a: { $regex: 'x' } }, {}, false],
  ],
  '$and, $or, $nor, $not': [
    [{ $and: [{ a: 1 }, { b: 2 }] }, { a: 1, b: 2 }, true],
    [{ $and: [{ a: 1 }, { b: 2 }] }, { a: 1 }, false],
    [{ $and: [] }, {}, true],
    [{ $or: [{ a: 1 }, { b: 2 }] }, { b: 2 }, true],
    [{ $or: [{ a: 1 }, { b: 2 }] }, {}, false],
    [{ $or: [] }, {}, true],
    [{ $nor: [{ a: 1 }, { b: 2 }] }, { a: 2 }, true],
    [{ $nor: [{ a: 1 }, { b: 2 }] }, { b: 2 }, false],
    [{ $not: { a: 'x' } }, { a: 'y' }, true],
    [{ $not: { a: 'x' } }, { a: 'x' }, false],
    [{ a: { $not: { $regex: '^x' } } }, { a: 'y' }, true],
    [{ a: { $not: { $regex: '^x' } } }, { a: 'xy' }, false],
    [{ c: 3, $or: [{ a: 1 }, { $and: [{ b: 2 }, { 'd.e': { $gt: 5 } }] }] }, { b: 2, c: 3, d: { e: 6 } }, true],
    [{ c: 3, $or: [{ a: 1 }, { $and: [{ b: 2 }, { 'd.e': { $gt: 5 } }] }] }, { b: 2, c: 3, d: { e: 5 } }, false],
  ],
  '$elemMatch, $all, $size': [
    [{ a: { $elemMatch: { $gt: 10 } } }, { a: [0, 15] }, true],
    [{ a: { $elemMatch: { $gt: 10 } } }, { a: [0, 8] }, false],
    [{ a: { $elemMatch: { name: { $regex: '^ping' } } } }, { a: [{ name: 'golf' }, { name: 'pingpong' }] }, true],
    [{ a: { $elemMatch: { name: { $regex: '^ping' } } } }, { a: 'all' }, false],
    [{ a: { $elemMatch: { $eq: 0 } } }, { a: [0] }, false],
    [{ a: { $not: { $elemMatch: { $eq: 'x' } } } }, { a: ['y'] }, true],
    [{ a: { $all: ['x', 'z'] } }, { a: ['x', 'y', 'z'] }, true],
    [{ a: { $all: ['x', 'z'] } }, { a: ['x', 'y'] }, false],
    [{ a: { $all: ['x'] } }, { a: 'x' }, false],
    [{ a: { $all: [{ $gt: 3 }, { $lt: 0 }] } }, { a: [-1, 4] }, true],
    [{ a: { $alli: ['X'] } }, { a: ['x'] }, true],
    [{ a: { $size: 2 } }, { a: [1, 2] }, true],
    [{ a: { $size: 2 } }, { a: 'xy' }, false],
    [{ a: { $size: { $gt: 2 } } }, { a: [1, 2, 3] }, true],
    [{ a: { $size: { $gt: 2 } } }, { a: [1, 2] }, false],
  ],
  versions: [
    [{ a: { $vgt: '9.99.8', $vlt: '11.0.1' } }, { a: '10.12.13' }, true],
    [{ a: { $vlt: '10.50.0' } }, { a: '10.60.0' }, false],
    [{ a: { $vgte: '5.10.30', $vlte: '5.10.60' } }, { a: '5.10.30' }, true],
    [{ a: { $vgte: '1.2.30' } }, { a: '1.2.29' }, false],
    [{ a: { $vgt: '1.0.0-alpha', $vlt: '1.0.0-beta' } }, { a: '1.0.0-alpha.10' }, true],
    [{ a: { $vlt: '1.0.0' } }, { a: '1.0.0-rc.1' }, true],
    [{ a: { $vgt: '1.0.0-beta.2' } }, { a: '1.0.0-beta.11' }, true],
    [{ a: { $veq: '1.2.3' } }, { a: 'v1.2.3+build.9' }, true],
    [{ a: { $veq: '1-2-3' } }, { a: '1.2.3' }, true],
    [{ a: { $vne: '1.2.3' } }, { a: '1.2.3-alpha' }, true],
    [{ a: { $vlt: '1.0.0' } }, {}, true],
  ],
};

describe('a condition', () => {
  describe.each(Object.entries(cases))('of %s', (_, each) => {
    it.each(each.map((one) => [JSON.stringify(one), one] as const))('%s', (_text, [condition, attributes, met]) => {
      const compiled = compileCondition(condition);
      expect(compiled.violations).toEqual([]);
      expect(compiled.matches(attributes)).toBe(met);
    });
  });

  it.each<[string, Record<string, unknown>]>([
    ['targeting.a.$regx', { a: { $regx: 'x' } }],
    ['targeting.a.$regex', { a: { $regex: '/???***[)' } }],
    ['targeting.a.$regex', { a: { $regex: '^(a+)+$' } }],
    ['targeting.a.$regex', { a: { $regex: '([a-z]+b)*c' } }],
    ['targeting.a.$in', { a: { $in: 1 } }],
    ['targeting.a.$nin', { a: { $nin: 'x' } }],
    ['targeting.a.$gt', { a: { $gt: [1] } }],
    ['targeting.a.$eq', { a: { $eq: ['x'] } }],
    ['targeting.a.$type', { a: { $type: 'text' } }],
    ['targeting.a.$all', { a: { $all: 'x' } }],
    ['targeting.$or.1.a.$vgt', { $or: [{ a: 1 }, { a: { $vgt: null } }] }],
    ['targeting.$and', { $and: { a: 1 } }],
    ['targeting.$inn', { $inn: [] }],
    ['targeting.a', { a: { $gt: 1, b: 2 } }],
    ['targeting.a.$inGroup', { a: { $inGroup: 'friends' } }],
  ])('is refused at %s', (field, condition) => {
    expect(compileCondition(condition).violations).toEqual([expect.objectContaining({ field })]);
  });

  it('tells every mistake at once', () => {
    const { violations } = compileCondition({ a: { $regx: 1, $in: 2 }, $or: [{ b: { $regex: '(' } }] });
    expect(violations.map(({ field }) => field)).toEqual([
      'targeting.a.$regx',
      'targeting.a.$in',
      'targeting.$or.0.b.$regex',
    ]);
  });

  it('meets nothing with an operator that it does not know, as the specification has it', () => {
    expect(compileCondition({ a: { $regx: 'x' } }).matches({ a: 'x' })).toBe(false);
    expect(compileCondition({ a: { $in: 1 } }).matches({ a: 1 })).toBe(false);
  });

  it('reads no inherited member', () => {
    expect(compileCondition({ constructor: { $exists: true } }).matches({})).toBe(false);
    expect(compileCondition({ 'a.map': { $exists: true } }).matches({ a: [] })).toBe(false);
    expect(compileCondition({ __proto__x: null }).matches({})).toBe(true);
  });

  it('keeps ordinary patterns', () => {
    for (const pattern of ['^(a|b)+$', '^[a+]+$', '(\\d+)-(\\d+)', 'a{2,5}', '(?:x{2})+', '\\(a+\\)+']) {
      expect(compileCondition({ a: { $regex: pattern } }).violations).toEqual([]);
    }
  });

  it('never throws, whatever condition and attributes are', () => {
    const operator = fc.constantFrom(
      '$eq',
      '$in',
      '$not',
      '$size',
      '$all',
      '$elemMatch',
      '$regex',
      '$vgt',
      '$or',
      'a',
      'b.c',
    );
    const { condition } = fc.letrec<{ condition: unknown }>((tie) => ({
      condition: fc.oneof(
        { depthSize: 'small' },
        fc.jsonValue(),
        fc.dictionary(operator, tie('condition'), { maxKeys: 3 }),
        fc.array(tie('condition'), { maxLength: 3 }),
      ),
    }));
    fc.assert(
      fc.property(condition, fc.anything({ withNullPrototype: true }), (one, attributes) => {
        expect(typeof compileCondition(one).matches({ a: attributes, b: { c: attributes } })).toBe('boolean');
      }),
    );
  });
});
