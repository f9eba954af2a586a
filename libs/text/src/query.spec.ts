import fc from 'fast-check';
import { analyzeQuery } from './query.js';

const alternatives = (query: string): string[] =>
  analyzeQuery(query).map(({ alternatives }) => alternatives.map(({ term }) => term).join('|'));

describe('analyzeQuery', () => {
  it.each(['wd 40', 'wd40', 'WD-40'])('reads %s as parts that may be joined', (query) => {
    expect(alternatives(query)).toEqual(['wd|wd40', '40|wd40']);
  });

  it.each(['1/2 inch pipe', '½" pipe', '0.5in pipe'])('reads %s as a measure and its parts', (query) => {
    expect(alternatives(query)).toEqual(['0.5|0.5in', 'inch|0.5in', 'pipe']);
  });

  it('tries neighbours written together, but not numbers or what is a compound already', () => {
    expect(alternatives('air fryer')).toEqual(['air|airfryer', 'fryer|airfryer']);
    expect(alternatives('555 1212')).toEqual(['555', '1212']);
    expect(alternatives('t-shirt red')).toEqual(['t|tshirt', 'shirt|tshirt', 'red']);
  });

  it.each(['chair red', 'chair-red'])(
    'does not take %s for a chair twice, though `chairred` stems to `chair`',
    (query) => {
      expect(alternatives(query)).toEqual(['chair', 'red']);
    },
  );

  it('never lets one word of a query stand for its neighbour', () => {
    const word = fc.constantFrom('chair', 'red', 'bed', 'sing', 'ing', 'dress', 'es', 'fast', 'er', 'oak', 'wd', '40');
    fc.assert(
      fc.property(word, word, fc.constantFrom(' ', '-'), (left, right, between) => {
        const words = analyzeQuery(`${left}${between}${right}`);
        const own = words.map(({ alternatives: [first] }) => first!.term);
        for (const [index, { alternatives: others }] of words.entries())
          for (const { term } of others.slice(1)) {
            expect(own.filter((_, other) => other !== index)).not.toContain(term);
          }
      }),
    );
  });

  it('keeps the surface of each word for prefixes and typos', () => {
    expect(analyzeQuery('Running SHOES').map(({ form, start, end }) => [form, start, end])).toEqual([
      ['running', 0, 7],
      ['shoes', 8, 13],
    ]);
  });

  it('has no words for a query without any', () => {
    expect(analyzeQuery(' -- ')).toEqual([]);
  });
});
