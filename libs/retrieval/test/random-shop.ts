import type { IndexSchema, Product } from '@weir/catalogue';
import fc from 'fast-check';

export const schema: IndexSchema = {
  fields: ['title', 'description', 'brand', 'category', 'attributes'],
  boosts: [3, 1, 2, 1.5, 0.5],
};

// One surface form a term: a form outlives the last product that had it as long as its term does.
const word = fc.constantFrom('red', 'blue', 'shoe', 'pipe', 'wd-40', '1/2 in.', 'copper', 'the', 'running', 'crème');
const words = fc.array(word, { maxLength: 12 }).map((some) => some.join(' '));
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(value, { nil: undefined });

/** Small shops whose products share words, so that ties and long postings occur. */
export function randomProduct(id: string): fc.Arbitrary<Product> {
  return fc
    .record({
      title: words,
      description: words,
      brand: maybe(fc.constantFrom('Acme', 'Tubo', 'Crème & Co')),
      category: fc.subarray(['Sport', 'Footwear', 'Garage']),
      price: maybe(fc.integer({ min: 1, max: 5 })),
      popularity: maybe(fc.integer({ min: 0, max: 3 })),
      colour: maybe(fc.constantFrom('red', 'Blue')),
    })
    .map(({ title, description, category, colour, ...rest }) => ({
      id,
      title,
      text: { description },
      category,
      attributes: colour === undefined ? {} : { colour },
      ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
    }));
}

/** Products `p0`, `p1`, ... */
export const randomShop = fc
  .integer({ min: 1, max: 40 })
  .chain((size) => fc.tuple(...Array.from({ length: size }, (_, index) => randomProduct(`p${index}`))));

export const randomQuery = fc
  .array(fc.oneof(word, fc.constantFrom('wd40', 'sheo', '½"', 'runn', 'copperpipe')), { maxLength: 4 })
  .map((some) => some.join(' '));
