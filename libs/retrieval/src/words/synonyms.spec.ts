import { hash32, stem } from '@weir/text';
import { parseSynonyms } from './synonyms.js';

describe('a file of synonyms', () => {
  const termsOf = (text: string, word: string): readonly string[] | undefined =>
    parseSynonyms(text)
      .get(hash32(stem(word)))
      ?.map(({ term }) => term);

  it('has rules for both ways and for one, comments and empty lines', () => {
    const text = '# a shop\n\ntv, Television\ncouch, settee => sofa # one way\ntv, telly\n';
    expect(termsOf(text, 'tv')).toEqual([stem('television'), stem('telly')]);
    expect(termsOf(text, 'television')).toEqual(['tv']);
    expect(termsOf(text, 'couch')).toEqual(['sofa']);
    expect(termsOf(text, 'sofa')).toBeUndefined();
  });

  it('reads what is written together as one word', () => {
    expect(termsOf('wi-fi, wireless', 'wifi')).toEqual([stem('wireless')]);
  });

  it.each(['sofa', 'a =>', '=> b', 'a => b => c', 'ice box, fridge'])(
    'says in which line it cannot read %s',
    (rule) => {
      expect(() => parseSynonyms(`tv, telly\n${rule}`)).toThrow(/^line 2: /);
    },
  );
});
