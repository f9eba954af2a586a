import { mappingFromYaml, mappingToYaml } from '../mapping-file.js';
import { mappingSchema } from '../mapping.js';
import type { RowFields } from '../row.js';
import { guessMapping } from './guess-mapping.js';

const prose =
  'A long text about the product that says in several sentences what it does, and for whom it was made, number';

describe('guessMapping', () => {
  it('knows a judged corpus in the layout of BEIR', () => {
    const guess = guessMapping(
      rows((n) => ({
        _id: `B${n}`,
        title: `Product ${n}`,
        description: n % 2 ? '' : `${prose} ${n}`,
        bullet_points: `${prose} ${n}`,
        brand: n % 9 ? `Brand ${n % 9}` : null,
        color: ['Red', 'Blue'][n % 2],
        image: `https://shop.example/${n}.jpg`,
        price: n % 3 ? null : n + 0.99,
        category: ['Home', 'Kitchen'],
        rating: 4.5,
        rating_count: n,
        is_book: false,
      })),
    );
    expect(guess).toEqual(
      mappingSchema.parse({
        id: '_id',
        title: 'title',
        text: ['bullet_points', 'description'],
        brand: 'brand',
        category: 'category',
        price: 'price',
        rating: 'rating',
        rating_count: 'rating_count',
        image: 'image',
        attributes: ['color', 'is_book'],
        model_text: ['title', 'brand', 'color'],
      }),
    );
  });

  it('knows a shop feed with other names, prices as text and a category path', () => {
    const guess = guessMapping(
      rows((n) => ({
        sku: `S-${n}`,
        product_name: `Thing ${n}`,
        manufacturer: 'Maker',
        google_product_category: `Home > Kitchen > Shelf ${n % 4}`,
        sale_price: `$${n},299.00`,
        availability: n % 2 ? 'in stock' : 'out of stock',
        image_link: `https://shop.example/${n}.png`,
        link: `https://shop.example/p/${n}`,
        review_count: String(n),
        averageRating: '4.1',
        created_at: '2024-05-06T07:08:09Z',
      })),
    );
    expect(guess).toMatchObject({
      id: 'sku',
      title: 'product_name',
      brand: 'manufacturer',
      category: 'google_product_category',
      category_separator: '>',
      price: 'sale_price',
      stock: 'availability',
      image: 'image_link',
      rating_count: 'review_count',
      rating: 'averageRating',
      released: 'created_at',
      text: [],
      attributes: [],
    });
  });

  it('takes a family of fields by its prefix, and never a link', () => {
    const guess = guessMapping(
      rows((n) => ({
        id: n,
        title: `T ${n}`,
        supplier: 'S',
        ...Object.fromEntries(Array.from({ length: 6 }, (_, i) => [`attr_${i}`, `${prose} ${n}`])),
        img_low: `http://shop.example/${n}.jpg`,
        img_high: `http://shop.example/big/${n}.jpg`,
        manual: `https://shop.example/${n}.pdf`,
        specs: { watts: n, volts: 230 },
      })),
    );
    expect(guess).toMatchObject({ brand: 'supplier', image: 'img_high', text: [], attributes: ['attr_*', 'specs.*'] });
  });

  it('takes all fields where most are rare: the sample has not seen every one', () => {
    const guess = guessMapping(rows((n) => ({ id: n, title: `T ${n}`, color: 'red', [`facet ${n % 60}`]: `v${n}` })));
    expect(guess.attributes).toEqual(['*']);
    expect(guess.model_text).toEqual(['title', 'color']);
  });

  it('reads the year, the lists and the overview of a film', () => {
    const guess = guessMapping(
      rows((n) => ({
        _id: String(n),
        title: `Film ${n}`,
        overview: `${prose} ${n}`,
        genres: ['Drama', 'Comedy'],
        director: `D ${n % 30}`,
        actors: [`A ${n}`, `B ${n}`],
        year: 1950 + (n % 70),
        votes: n,
        rating: 6.5,
        url: `https://films.example/${n}.jpg`,
      })),
    );
    expect(guess).toMatchObject({
      released: 'year',
      rating_count: 'votes',
      image: 'url',
      text: ['overview'],
      attributes: ['genres', 'director', 'actors', 'year'],
      model_text: ['title', 'year', 'genres', 'director', 'actors', 'overview'],
    });
  });

  it('leaves the brand out of what models read where titles name it, and adds a short description', () => {
    const guess = (title: string): readonly string[] =>
      guessMapping(
        rows((n) => ({ id: n, title: `${title} ${n}`, supplier: 'Maker', short_description: `${prose} ${n}` })),
      ).model_text;
    expect(guess('MAKER Thing')).toEqual(['title', 'short_description']);
    expect(guess('Thing')).toEqual(['title', 'brand', 'short_description']);
  });

  it('does without a title where there are only passages', () => {
    const guess = guessMapping(rows((n) => ({ _id: `c${n}`, contract: `Agreement ${n % 7}`, text: `${prose} ${n}` })));
    expect(guess).toEqual(
      mappingSchema.parse({ id: '_id', text: ['text'], attributes: ['contract'], model_text: ['text'] }),
    );
  });

  it('takes for an id only what tells the rows apart', () => {
    expect(guessMapping(rows((n) => ({ id: 1, code: `c${n}`, name: 'n' }))).id).toBe('code');
    expect(guessMapping(rows((n) => ({ name: 'n', reference: `r${n}` }))).id).toBe('reference');
    expect(() => guessMapping(rows(() => ({ id: 1, name: 'same' })))).toThrow('name it with --mapping');
    expect(() => guessMapping([])).toThrow('No field of the catalogue looks like an id');
  });

  it('can be written down and read back', () => {
    const guess = guessMapping(rows((n) => ({ id: n, title: `T ${n}`, price: 1, color: 'red' })));
    const yaml = mappingToYaml(guess);
    expect(yaml).toContain('catalogue:\n  mapping:\n    id: id\n');
    expect(mappingFromYaml(yaml)).toEqual(guess);
    expect(mappingFromYaml('id: sku\ntitle: name\n')).toEqual(mappingSchema.parse({ id: 'sku', title: 'name' }));
  });

  it('names every mistake of a mapping that was written by hand', () => {
    expect(() => mappingFromYaml('title: name\npriec: price\n')).toThrow(/id.*|priec/s);
    expect(() => mappingFromYaml('id: [')).toThrow('The mapping is not YAML');
  });
});

function rows(row: (n: number) => RowFields): RowFields[] {
  return Array.from({ length: 120 }, (_, n) => row(n + 1));
}
