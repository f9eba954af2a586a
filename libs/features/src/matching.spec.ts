import fc from 'fast-check';
import { analyze, analyzeQuery } from '@weir/text';
import { type SampleProduct, sampleInput } from '../test/sample-list.js';
import { compileFeatures } from './compile.js';

function row(query: string, product: SampleProduct, ...others: SampleProduct[]): (name: string) => number {
  const { names, compute } = compileFeatures();
  const input = sampleInput(query, [product, ...others]);
  const out = new Float64Array(names.length * (others.length + 1));
  compute(input, out);
  return (name) => out[names.indexOf(name)]!;
}

const word = fc.constantFrom('blue', 'drill', 'cordless', 'rug', 'bit', 'set', 'lamp', 'chair');
const phrase = fc.array(word, { minLength: 1, maxLength: 8 }).map((list) => list.join(' '));

describe('BM25 of the title', () => {
  it('is the textbook formula', () => {
    fc.assert(
      fc.property(
        fc.array(phrase, { minLength: 1, maxLength: 8 }),
        fc.uniqueArray(word, { minLength: 1, maxLength: 3 }),
        (titles, query) => {
          const documents = titles.map((title) => analyze(title).map(({ term }) => term));
          const average = documents.reduce((sum, terms) => sum + terms.length, 0) / documents.length;
          // Words written together ("red drill" as "reddrill") are not in these titles.
          const expected = analyzeQuery(query.join(' ')).reduce((sum, { alternatives }) => {
            const { term } = alternatives[0]!;
            const df = documents.filter((terms) => terms.includes(term)).length;
            const idf = Math.log(1 + (documents.length - df + 0.5) / (df + 0.5));
            const tf = documents[0]!.filter((other) => other === term).length;
            return sum + (idf * tf * 2.2) / (tf + 1.2 * (0.25 + (0.75 * documents[0]!.length) / average));
          }, 0);
          const [first, ...others] = titles.map((title) => ({ title }));
          expect(row(query.join(' '), first!, ...others)('title_bm25')).toBeCloseTo(expected, 9);
        },
      ),
    );
  });
});

describe('phrases', () => {
  it('an exact title is exact, in any case; a longer or reordered one is not', () => {
    expect(row('cordless drill', { title: 'Cordless Drill' })('title_exact')).toBe(1);
    expect(row('cordless drill', { title: 'Cordless Drill Set' })('title_exact')).toBe(0);
    expect(row('cordless drill', { title: 'Drill Cordless' })('title_exact')).toBe(0);
  });

  it('count neighbours, runs, order and nearness', () => {
    const value = row('red cordless drill', { title: 'cordless drill with a red bit' });
    expect(value('title_bigrams')).toBe(0.5);
    expect(value('title_phrase')).toBeCloseTo(2 / 3);
    expect(value('title_order')).toBe(0.5);
    expect(value('title_proximity')).toBeCloseTo(3 / 5);
    expect(value('title_first_position')).toBe(0);
    expect([value('title_first_word'), value('title_last_word')]).toEqual([1, 1]);
  });

  it('do not reach from one text field into the next', () => {
    const value = row('cordless drill', { description: 'very cordless', bullets: 'drill set' });
    expect(value('text_coverage')).toBe(1);
    expect(value('text_bigrams')).toBe(0);
    expect(value('text_proximity')).toBeLessThan(0.05);
  });

  it('a compound in a title is the phrase of its parts', () => {
    for (const query of ['wd 40 spray', 'wd-40 spray', 'wd40 spray']) {
      const value = row(query, { title: 'WD-40 spray' });
      expect([query, value('title_coverage'), value('title_bigrams'), value('title_phrase')]).toEqual([query, 1, 1, 1]);
    }
  });
});

describe('numbers', () => {
  it('a size that is there, one that is not, and one that conflicts', () => {
    const value = row('rug 8x10', { title: 'wool rug 8x10' }, { title: 'wool rug 5x7' }, { title: 'wool rug' });
    expect(value('title_numbers_matched')).toBe(1);
    expect(value('title_numbers_conflict')).toBe(0);
    expect(row('rug 8x10', { title: 'wool rug 5x7' })('title_numbers_conflict')).toBe(1);
    expect(row('rug 8x10', { title: 'wool rug' })('title_numbers_conflict')).toBe(0);
    expect(row('wool rug', { title: 'wool rug 5x7' })('title_numbers_matched')).toBeNaN();
    expect(row('wool rug', { title: 'wool rug 5x7' })('title_other_numbers')).toBeGreaterThan(0);
  });

  it('a model number is found in any field', () => {
    expect(row('dcd771c2', { title: 'drill', attributes: 'DCD771C2' })('any_codes_matched')).toBe(1);
    expect(row('dcd771c2', { title: 'drill', attributes: 'DCD999' })('any_codes_matched')).toBe(0);
  });
});

describe('brands and categories', () => {
  const rival = { title: 'drill', brand: 'Black Decker', category: ['tools', 'drills'] };

  it('a brand that the query names, another one, and none', () => {
    const query = 'black decker drill';
    expect(row(query, rival)('brand_named')).toBe(1);
    expect(row(query, { title: 'drill', brand: 'Acme' }, rival)('brand_conflict')).toBe(1);
    expect(row('drill', { title: 'drill', brand: 'Acme' }, rival)('brand_conflict')).toBe(0);
    expect(row(query, { title: 'drill' }, rival)('brand_named')).toBeNaN();
  });

  it('share of the other candidates with the same category', () => {
    const same = { title: 'drill', category: ['tools', 'drills'] };
    const sibling = { title: 'saw', category: ['tools', 'saws'] };
    const value = row('drill', same, same, sibling, { title: 'unknown' });
    expect([value('category_share'), value('category_root_share')]).toEqual([0.5, 1]);
    expect(value('list_category_entropy')).toBeCloseTo(-(2 / 3) * Math.log(2 / 3) - (1 / 3) * Math.log(1 / 3));
  });
});

describe('list statistics', () => {
  it('price against the median, ratings shrunk towards the mean, percentiles with ties', () => {
    const value = row('drill', { price: 20, rating: 5, ratingCount: 10 }, { price: 10, rating: 3 }, { price: 10 }, {});
    expect(value('price_to_median')).toBeCloseTo(Math.log(2));
    expect(value('price_percentile')).toBe(1);
    expect(value('rating_shrunk')).toBeCloseTo(0.5);
    expect(row('drill', { price: 10 }, { price: 10 }, { price: 20 })('price_percentile')).toBe(0.25);
  });

  it('scores against the best and the head', () => {
    const value = row('drill', { bm25: 2, cosine: 0.5 }, { bm25: 4, cosine: 0.9 });
    expect(value('bm25_to_best')).toBe(0.5);
    expect(value('cosine_gap')).toBeCloseTo(0.4);
    expect(value('bm25_z')).toBeCloseTo(-1);
  });
});
