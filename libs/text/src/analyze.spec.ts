import fc from 'fast-check';
import { analyze } from './analyze.js';
import { hash32 } from './hash.js';
import { hasDigit } from './token.js';

const terms = (text: string): string[] => analyze(text).map(({ term }) => term);

describe('analyze', () => {
  it.each([
    ['1/2 inch pipe', '1/2in pipe', '0.5" pipe', '½ in. pipe', '.5-inch pipe', '0.50 inches pipes'],
    ['1-1/2 ft.', "1½'", '1.5 feet', '1 1/2 foot'],
    ['WD-40', 'wd40', 'Wd 40', 'WD/40'],
    ["men's shoe", 'mens shoes', 'men shoe', 'men’s shoes'],
    ['16GB card', '16 gb cards', '16 gigabyte card', '16-GB card'],
    ['6 pack', '6-pack', '6pk', '6 PK'],
    ['1,000 pcs', '1000 pieces', '1000 pc'],
    ['8x10', '8 x 10', '8×10', '8 X 10'],
    ['T-shirt', 't shirts'],
    ["L'Oréal", 'loreal'],
    ['knives', 'knife'],
    ['shelves', 'shelf'],
  ])('gives %s and its other spellings the same tokens', (...spellings) => {
    // What is written apart lacks only the joined form, which a query for it tries.
    const parts = spellings.map((text) => new Set(terms(text)));
    const [first, ...others] = parts;
    const joined = new Set(['wd40', 'tshirt']);
    const known = [...first!].filter((term) => !joined.has(term));
    for (const other of others) expect([...other].filter((term) => !joined.has(term))).toEqual(known);
  });

  it.each([
    ['WD-40', 'wd40 wd 40'],
    ['1/2 in. x 10 ft.', '0.5x10 0.5in 0.5 inch 10ft 10 foot'],
    ['2 in. x 4 in. x 96 in.', '2x4x96 2x4 2in 2 inch 4x96 4in 4 inch 96in 96 inch'],
    ['12" Medium', '12in 12 inch medium'],
    ['dv7-1211ea', 'dv71211ea dv7 1211ea'],
    ['B07CXG6C9W', 'b07cxg6c9w'],
    ['chair-red', 'chair red'],
    ['3-in-1 tool', '3in1 3 in 1 tool'],
    ['3 in 1 tool', '3 in 1 tool'],
    ['24/7', '24 7'],
    ['U.S.A.', 'usa'],
    ['007', '007'],
    ['the who', 'the who'],
    ['gas bus', 'gas bus'],
    ['TVs', 'tv'],
    ['日本 tea', '日 本 tea'],
    ['', ''],
    ['?!', ''],
  ])('reads %s as %s', (text, expected) => {
    expect(terms(text).join(' ')).toBe(expected);
  });

  it('lets a compound share the position of its first part', () => {
    expect(analyze('a WD-40 can').map(({ term, position }) => [term, position])).toEqual([
      ['a', 0],
      ['wd40', 1],
      ['wd', 1],
      ['40', 2],
      ['can', 3],
    ]);
  });

  it('points at the surface form', () => {
    const text = 'Fine Crème brûlée, 1½" wide';
    for (const { start, end, form } of analyze(text)) {
      if (form === 'creme') expect(text.slice(start, end)).toBe('Crème');
      if (form === 'wide') expect(text.slice(start, end)).toBe('wide');
    }
  });

  it('gives offsets inside any text, in order of positions, and hashes that say whether there is a digit', () => {
    const shopText = fc.array(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 8 }),
        fc.constantFrom('1/2', '"', '8', 'x', '-', 'in.', 'WD-40', "'s", '½', 'ft', '/', ' '),
      ),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(shopText, (pieces) => {
        const text = pieces.join('');
        let position = 0;
        for (const token of analyze(text)) {
          expect(token.start).toBeGreaterThanOrEqual(0);
          expect(token.end).toBeGreaterThan(token.start);
          expect(token.end).toBeLessThanOrEqual(text.length);
          expect(token.position).toBeGreaterThanOrEqual(0);
          expect(token.position).toBeLessThanOrEqual(position + 1);
          expect(token.hash).toBe(hash32(token.term));
          expect(hasDigit(token.hash)).toBe(/[0-9]/.test(token.term));
          position = Math.max(position, token.position);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('says the same of a text twice, with or without what it remembers', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(analyze(text)).toEqual(analyze(text));
      }),
    );
  });
});
