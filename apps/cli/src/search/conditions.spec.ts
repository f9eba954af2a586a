import { toFilters, toSort } from './conditions.js';

describe('filters on the command line', () => {
  it('join the values and the bounds of one field', () => {
    const filters = toFilters(['brand=Bosch', 'price>=5', 'brand=Ma=ki, ta', 'price<=9.5', 'color!=red', 'stock>=1']);
    expect(filters).toEqual([
      { field: 'brand', values: ['Bosch', 'Ma=ki, ta'], exclude: false, min: undefined, max: undefined },
      { field: 'price', values: [], exclude: false, min: 5, max: 9.5 },
      { field: 'color', values: ['red'], exclude: true, min: undefined, max: undefined },
      { field: 'stock', values: [], exclude: false, min: 1, max: undefined },
    ]);
  });

  it.each(['brand', '=x', 'brand=', 'price>5', 'price>=cheap'])('%s is refused', (text) => {
    expect(() => toFilters([text])).toThrow(/is no filter|is no number/);
  });
});

test('a sort names its direction', () => {
  expect([toSort('price'), toSort('price:desc'), toSort('a:b:asc')]).toEqual([
    { field: 'price', descending: false },
    { field: 'price', descending: true },
    { field: 'a:b', descending: false },
  ]);
});
