import { RowError } from './error.js';
import { mappingSchema } from './mapping.js';
import { modelText } from './model-text.js';
import { toProduct } from './to-product.js';

const mapping = mappingSchema.parse({
  id: '_id',
  title: 'name',
  text: ['description', 'bullets'],
  brand: 'maker',
  category: 'path',
  price: 'price',
  currency: 'currency',
  stock: 'stock',
  rating: 'stars',
  rating_count: 'votes',
  popularity: 'sold',
  image: 'img',
  released: 'date',
  attributes: ['color', 'wide', 'specs.*', 'date'],
  model_text: ['title', 'brand', 'category', 'color', 'bullets', 'none', 'wide'],
});

describe('toProduct', () => {
  it('reads every field by its mapping', () => {
    const row = {
      _id: 7,
      name: '  Kettle ',
      description: 'Boils.',
      bullets: ['Fast', null, 'Safe'],
      maker: 'Hearthwell',
      path: 'Home > Kitchen >',
      price: '$1,299.00',
      currency: 'USD',
      stock: 'in stock',
      stars: '4.5',
      votes: '1,204',
      sold: 0,
      img: 'https://shop.example/7.jpg',
      date: 2024,
      color: ['red', 'blue'],
      wide: true,
      specs: { watts: 1200, plug: { type: 'F' }, link: 'https://shop.example/specs' },
      other: 'not mapped',
    };
    expect(toProduct(row, mapping)).toEqual({
      id: '7',
      title: 'Kettle',
      text: { description: 'Boils.', bullets: 'Fast\nSafe' },
      brand: 'Hearthwell',
      category: ['Home', 'Kitchen'],
      price: 1299,
      currency: 'USD',
      stock: 1,
      rating: 4.5,
      ratingCount: 1204,
      popularity: 0,
      image: 'https://shop.example/7.jpg',
      releasedAt: Date.UTC(2024, 0, 1),
      attributes: { color: ['red', 'blue'], wide: true, date: 2024, 'specs.watts': 1200, 'specs.plug.type': 'F' },
    });
  });

  it('leaves out what the row does not say: null, blank text, empty lists', () => {
    const row = {
      _id: 'a',
      name: null,
      description: ' ',
      bullets: [],
      maker: '',
      path: [''],
      price: null,
      color: [],
      specs: {},
    };
    expect(toProduct(row, mapping)).toEqual({ id: 'a', title: '', text: {}, category: [], attributes: {} });
  });

  it('names every fault of a row at once', () => {
    const row = { name: [{ en: 'x' }], price: 'cheap', stock: -1, stars: NaN, date: 'soon', color: [{ hex: 'f00' }] };
    let error: unknown;
    try {
      toProduct({ ...row, bullets: [['nested']] }, mapping);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(RowError);
    expect((error as RowError).faults).toEqual([
      { field: '_id', problem: 'is missing: a product needs an id' },
      { field: 'name', problem: 'is a list with an object in it, not text' },
      { field: 'bullets', problem: 'is a list with a list in it, not text' },
      { field: 'color', problem: 'is a list with an object in it, not text' },
      { field: 'price', problem: 'is not a number ("cheap")' },
      { field: 'stock', problem: 'is negative (-1)' },
      { field: 'stars', problem: 'is not a finite number (NaN)' },
      { field: 'date', problem: expect.stringContaining('is not a date ("soon")') as string },
    ]);
    expect((error as RowError).message).toContain('price is not a number ("cheap"); stock is negative (-1)');
  });

  it.each([
    ['a'.repeat(512), undefined],
    ['ü'.repeat(257), 'is too long (514 bytes, at most 512)'],
    ['a\nb', 'holds control characters or half a surrogate pair'],
    ['\uD800', 'holds control characters or half a surrogate pair'],
    [' \t', 'is missing: a product needs an id'],
    [true, 'is a boolean, not an id'],
    [['a'], 'is a list, not an id'],
    [0, undefined],
  ])('takes or refuses the id %j', (id, problem) => {
    const read = (): string => toProduct({ _id: id }, mapping).id;
    if (problem === undefined) expect(read()).toBe(String(id));
    else expect(read).toThrow(`_id ${problem}`);
  });

  it('reads category paths as lists, as the first of several paths, or by their separator', () => {
    const category = (path: unknown): readonly string[] => toProduct({ _id: 'a', path }, mapping).category;
    expect(category(['Home', ' Kitchen '])).toEqual(['Home', 'Kitchen']);
    expect(category([['Home', 'Kitchen'], ['Sale']])).toEqual(['Home', 'Kitchen']);
    expect(category(['Home>Kitchen'])).toEqual(['Home', 'Kitchen']);
    expect(category('Kitchen')).toEqual(['Kitchen']);
  });

  it('takes all other fields with `*`, without those that have a role and without links', () => {
    const open = mappingSchema.parse({ id: 'id', title: 'name', image: 'img', released: 'date', attributes: ['*'] });
    const row = { id: 'a', name: 'A', img: 'x.jpg', date: '2024-01-01', size: 'M', url: 'https://shop.example/a' };
    expect(toProduct(row, open).attributes).toEqual({ size: 'M' });
  });
});

describe('modelText', () => {
  it('joins the named fields and the items of lists by a space, without those that are missing', () => {
    const product = toProduct(
      {
        _id: 'a',
        name: 'Kettle',
        maker: 'Hearthwell',
        path: 'Home>Kitchen',
        color: ['red', 'blue'],
        bullets: ['Fast', 'Safe'],
        wide: true,
      },
      mapping,
    );
    expect(modelText(product, mapping)).toBe('Kettle Hearthwell Home Kitchen red blue Fast Safe true');
  });

  it('is the text of a passage that has no title', () => {
    const passages = mappingSchema.parse({ id: '_id', text: ['text'], model_text: ['title', 'text'] });
    expect(modelText(toProduct({ _id: 1, text: 'This  Agreement\nends.' }, passages), passages)).toBe(
      'This Agreement ends.',
    );
  });
});
