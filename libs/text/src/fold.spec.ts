import fc from 'fast-check';
import { fold, foldWithOffsets } from './fold.js';

describe('fold', () => {
  it.each([
    ['Crème BRÛLÉE', 'creme brulee'],
    ['ﬁtting', 'fitting'],
    ['Straße', 'strasse'],
    ['Łódź', 'lodz'],
    ['Intel® Core™', 'intel core'],
    ['½', '1/2'],
    ['1½', '1 1/2'],
    ['8×10', '8x10'],
    ['12″', "12''"],
    ['men’s', "men's"],
    ['soft\u00adhyphen', 'softhyphen'],
    ['ΣΊΣΥΦΟΣ', 'σισυφοσ'],
  ])('folds %s to %s', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  it('is idempotent on any Unicode', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('knows where each folded character came from', () => {
    const { text, origin } = foldWithOffsets('ﬁne É');
    expect(text).toBe('fine e');
    expect(origin).toEqual({ starts: [0, 0, 1, 2, 3, 4], ends: [1, 1, 2, 3, 4, 5] });
  });
});
