import { analyzeQuery, hash32, stem } from '@weir/text';
import { parseSynonyms, synonymsOf } from './synonyms.js';

const terms = (words: string): readonly number[] => words.split(' ').map((word) => hash32(stem(word)));

describe('a file of synonyms', () => {
  /** What stands for a query by these rules, each with the words that it stands for. */
  const found = (rules: string, query: string): readonly unknown[] =>
    synonymsOf(analyzeQuery(query), parseSynonyms(rules)).map(({ synonym, first, last }) => [synonym, first, last]);

  it('has rules for both ways and for one, comments and empty lines', () => {
    const text = '# a shop\n\ntv, Television\ncouch, settee => sofa # one way\ntv, telly\n';
    expect(found(text, 'TVs')).toEqual([
      [terms('television'), 0, 0],
      [terms('telly'), 0, 0],
    ]);
    expect(found(text, 'television')).toEqual([[terms('tv'), 0, 0]]);
    expect(found(text, 'red couch')).toEqual([[terms('sofa'), 1, 1]]);
    expect(found(text, 'sofa')).toEqual([]);
  });

  it('reads what is written together as one word, in the query too', () => {
    const rules = 'wi-fi, wireless';
    expect(found(rules, 'wifi router')).toEqual([[terms('wireless'), 0, 0]]);
    expect(found(rules, 'fast wi-fi')).toContainEqual([terms('wireless'), 1, 2]);
    expect(found(rules, 'wireless')).toEqual([[terms('wifi'), 0, 0]]);
    expect(found(rules, 'wi fi')).toEqual([]);
  });

  it('knows entries of several words, which a query must say in order', () => {
    const rules = 'running shoes, jogging sneakers\ntv => television set\nusb-c cable => charging lead';
    expect(found(rules, 'red Running Shoe')).toEqual([[terms('jogging sneakers'), 1, 2]]);
    expect(found(rules, 'jogging sneakers sale')).toEqual([[terms('running shoes'), 0, 1]]);
    expect(found(rules, 'shoes running')).toEqual([]);
    expect(found(rules, 'running red shoes')).toEqual([]);
    expect(found(rules, 'running')).toEqual([]);
    expect(found(rules, 'tv stand')).toEqual([[terms('television set'), 0, 0]]);
    expect(found(rules, 'television set')).toEqual([]);
    expect(found(rules, 'usb-c cable')).toContainEqual([terms('charging lead'), 0, 2]);
    expect(found(rules, 'usbc cable')).toEqual([[terms('charging lead'), 0, 1]]);
  });

  it.each(['sofa', 'a =>', '=> b', 'a => b => c', 'one, & - /', `one, ${'word '.repeat(9)}`])(
    'says in which line it cannot read %s',
    (rule) => {
      expect(() => parseSynonyms(`tv, telly\n${rule}`)).toThrow(/^line 2: /);
    },
  );
});
