import fc from 'fast-check';
import { hash32 } from '@weir/text';
import { Dictionary } from './dictionary.js';
import { FormOrder } from './form-order.js';
import { correct, editDistance, splitWord } from './typo.js';

/** A dictionary of forms with how many products have them. */
function dictionaryOf(frequencies: Readonly<Record<string, number>>): { dictionary: Dictionary; order: FormOrder } {
  const dictionary = new Dictionary();
  for (const [form, frequency] of Object.entries(frequencies)) {
    dictionary.frequencies[dictionary.intern({ hash: hash32(form), term: form, form })] = frequency;
  }
  return { dictionary, order: new FormOrder(dictionary) };
}

describe('correct', () => {
  const { dictionary, order } = dictionaryOf({
    faucet: 90,
    facet: 20,
    bucket: 50,
    refrigerator: 30,
    door: 9,
    moor: 9,
    gone: 0,
  });
  const corrected = (word: string): string[] => correct(word, dictionary, order).map(({ form }) => form);

  it.each([
    ['fuacet', 'faucet'],
    ['faucett', 'faucet'],
    ['facuet', 'faucet'],
    ['refigerater', 'refrigerator'],
    ['doar', 'door'],
  ])('reads %s as %s', (word, form) => {
    expect(corrected(word)[0]).toBe(form);
  });

  it('prefers what is frequent and begins the same', () => {
    expect(corrected('faicet')).toEqual(['faucet', 'facet']);
    expect(corrected('doox')).toEqual(['door']);
  });

  it.each(['x10', 'dor', 'gones', 'fxxcet', ''])('leaves %j alone', (word) => {
    expect(corrected(word)).toEqual([]);
  });
});

describe('splitWord', () => {
  it('takes the split whose rarer part is most frequent', () => {
    const { dictionary } = dictionaryOf({ air: 50, fryer: 20, airf: 1, ryer: 1 });
    expect(splitWord('airfryer', dictionary)).toEqual(['air', 'fryer']);
    expect(splitWord('fryers', dictionary)).toBeUndefined();
  });
});

describe('editDistance', () => {
  it('counts a swap of neighbours as one edit', () => {
    expect(editDistance('lubricnat', 'lubricant')).toBe(1);
    expect(editDistance('kitten', 'sitting')).toBe(3);
  });

  it('is symmetric, and 0 for equal words only', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 7 });
    fc.assert(
      fc.property(word, word, (left, right) => {
        expect(editDistance(left, right)).toBe(editDistance(right, left));
        expect(editDistance(left, right) === 0).toBe(left === right);
      }),
    );
  });
});
