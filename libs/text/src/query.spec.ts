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
