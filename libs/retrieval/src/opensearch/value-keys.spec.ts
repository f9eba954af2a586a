import fc from 'fast-check';
import { foldedValue, numberKey, shownKey, splitShownKey, valueKey } from './value-keys.js';

describe('keys of values', () => {
  it('are in the order of their numbers', () => {
    const number = fc.double({ noNaN: true });
    fc.assert(
      fc.property(number, number, (left, right) => {
        const [one, other] = [numberKey('size', left), numberKey('size', right)];
        expect(one < other).toBe(left < right);
      }),
    );
  });

  it('meet whatever the spelling, and keep it', () => {
    expect(valueKey('colour', 'CRÈME')).toBe(valueKey('colour', 'creme'));
    expect(splitShownKey(shownKey('colour', 'Crème'))).toEqual([valueKey('colour', 'creme'), 'Crème']);
    expect(foldedValue(valueKey('colour', 'Crème'))).toBe('creme');
  });
});
