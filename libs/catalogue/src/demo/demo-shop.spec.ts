import { createHash } from 'node:crypto';
import { guessMapping } from '../guessing/guess-mapping.js';
import type { Product } from '../product.js';
import type { RowFields } from '../row.js';
import { toProduct } from '../to-product.js';
import { demoShop } from './demo-shop.js';
import { departments } from './departments/all.js';

describe('demoShop', () => {
  it('is the same on every machine for the same seed, and another for another', async () => {
    const digest = async (seed: number): Promise<string> =>
      createHash('sha256')
        .update(JSON.stringify(await rowsOf(400, seed)))
        .digest('hex');
    expect((await digest(7)).slice(0, 16)).toBe('7a6fe1cfcd12d0bf');
    expect(await digest(8)).not.toBe(await digest(7));
  });

  it('begins alike whatever its size', async () => {
    const rows = await rowsOf(500);
    expect(await rowsOf(120)).toEqual(rows.slice(0, 120));
  });

  it('fills every template of every type of product', async () => {
    const products = await productsOf(6000);
    const sold = new Set(products.map(({ category }) => category.join('/')));
    for (const { name, types } of departments) {
      for (const { path } of types) expect(sold).toContain([name, ...path].join('/'));
    }
    const texts = products.flatMap(({ title, text }) => [title, ...Object.values(text)]);
    expect(texts.filter((text) => /[{}]|undefined/.test(text))).toEqual([]);
  });

  it('sells different products with the facts that a shop has of them', async () => {
    const products = await productsOf(3000);
    expect(new Set(products.map(({ id }) => id)).size).toBe(3000);
    expect(new Set(products.map(({ title }) => title)).size).toBeGreaterThan(2900);
    expect(new Set(products.map(({ brand }) => brand)).size).toBeGreaterThan(80);
    expect(new Set(products.map(({ category }) => category[0])).size).toBe(13);
    const rated = products.filter(({ rating }) => rating !== undefined);
    expect(rated.length).toBeGreaterThan(2500);
    expect(products.filter(({ stock }) => stock === 0).length).toBeGreaterThan(100);
    for (const { price, rating = 3, releasedAt } of products) {
      expect(price).toBeGreaterThan(0.4);
      expect(price).toBeLessThan(3000);
      expect(rating).toBeGreaterThanOrEqual(2.3);
      expect(rating).toBeLessThanOrEqual(5);
      expect(releasedAt).toBeLessThan(Date.UTC(2027, 0, 1));
    }
  });

  it('asks about 200 different queries, each with products that answer it and hard ones that do not', () => {
    const shop = demoShop();
    const queries = shop.queries();
    expect(queries.length).toBeGreaterThanOrEqual(190);
    expect(new Set(queries.map(({ text }) => text)).size).toBe(queries.length);
    expect(new Set(queries.map(({ kind }) => kind)).size).toBe(10);
    expect(queries.filter(({ split }) => split === 'dev').length).toBe(Math.ceil(queries.length / 4));
    for (const { judgments } of queries) {
      const grades = judgments.map(({ grade }) => grade);
      expect(grades).toContain(3);
      expect(grades).toContain(0);
      expect(new Set(judgments.map(({ id }) => id)).size).toBe(judgments.length);
    }
    expect(shop.queries()).toEqual(queries);
  });

  it('judges by what is true of the products', async () => {
    const products = new Map((await productsOf(3000)).map((product) => [product.id, product]));
    const colors = demoShop()
      .queries()
      .filter(({ text, kind }) => kind === 'attribute' && /^(red|black|white|grey) /.test(text));
    expect(colors.length).toBeGreaterThan(2);
    for (const { text, judgments } of colors) {
      for (const { id, grade } of judgments) {
        const color = String(products.get(id)?.attributes['color']).toLowerCase();
        if (grade === 3) expect(text.split(' ')[0]).toBe(color);
        if (grade === 2) expect(text.split(' ')[0]).not.toBe(color);
      }
    }
  });

  it('reads as its mapping says whether that is given or guessed', async () => {
    const { mapping } = demoShop();
    const guess = guessMapping(await rowsOf(1000));
    expect({ ...guess, attributes: [] }).toEqual({ ...mapping, attributes: [] });
    const [row] = await rowsOf(1);
    expect(toProduct(row!, guess)).toEqual(toProduct(row!, mapping));
  });
});

async function rowsOf(products: number, seed = 7): Promise<RowFields[]> {
  const rows: RowFields[] = [];
  for await (const row of demoShop({ products, seed }).rows()) if ('fields' in row) rows.push(row.fields);
  return rows;
}

async function productsOf(count: number): Promise<Product[]> {
  const { mapping } = demoShop();
  return (await rowsOf(count)).map((row) => toProduct(row, mapping));
}
