import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import {
  type CatalogueMapping,
  guessMapping,
  modelText,
  type Product,
  readRows,
  sampleRows,
  toProduct,
} from '@weir/catalogue';
import { describeWithData } from './shared-data.js';

interface Read {
  readonly mapping: CatalogueMapping;
  readonly rows: number;
  readonly faults: readonly string[];
  readonly first: Product;
  readonly text: string;
}

const expected: Readonly<Record<string, { rows: number; mapping: Partial<CatalogueMapping> }>> = {
  esci: {
    rows: 6764,
    mapping: {
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
    },
  },
  icecat: {
    rows: 19_406,
    mapping: {
      title: 'title',
      text: ['short_description'],
      brand: 'supplier',
      price: 'price',
      released: 'date_released',
      attributes: ['name', 'ean', 'attr_*'],
      model_text: ['title', 'short_description'],
    },
  },
  movies: {
    rows: 9750,
    mapping: {
      title: 'title',
      text: ['overview'],
      rating: 'rating',
      rating_count: 'votes',
      popularity: 'popularity',
      image: 'url',
      released: 'year',
      model_text: ['title', 'year', 'genres', 'director', 'actors', 'overview'],
    },
  },
  crowdflower: { rows: 10_158, mapping: { title: 'title', text: ['description'], model_text: ['title'] } },
  homedepot: { rows: 54_667, mapping: { title: 'title', text: [], attributes: [], model_text: ['title'] } },
  'contracts/train': {
    rows: 29_597,
    mapping: { id: '_id', text: ['text'], attributes: ['contract'], model_text: ['text'] },
  },
  'contracts/dev': {
    rows: 1587,
    mapping: { id: '_id', text: ['text'], attributes: ['contract'], model_text: ['text'] },
  },
  bestbuy: {
    rows: 48_194,
    mapping: { id: 'upc', title: 'name', brand: 'manufacturer', text: ['short_description', 'long_description'] },
  },
};

for (const [set, { rows, mapping }] of Object.entries(expected)) {
  describeWithData(set, (folder) => {
    it('is read without a mapping: every row a product, every field in its role', async () => {
      const read = await readAll(catalogueIn(folder));
      expect(read.faults).toEqual([]);
      expect(read.rows).toBe(rows);
      expect(read.mapping).toMatchObject(mapping);
      expect(read.text).not.toBe('');
    }, 180_000);
  });
}

function catalogueIn(folder: string): string {
  const corpus = path.join(folder, 'corpus.jsonl.gz');
  return existsSync(corpus)
    ? corpus
    : path.join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? 'none');
}

async function readAll(file: string): Promise<Read> {
  const sample = await sampleRows(file, 1000);
  const mapping = guessMapping(sample.flatMap((row) => ('fields' in row ? [row.fields] : [])));
  const faults: string[] = [];
  let first: Product | undefined;
  let rows = 0;
  for await (const row of readRows(file)) {
    rows += 1;
    if ('fault' in row) faults.push(`${row.line}: ${row.fault}`);
    else first ??= toProduct(row.fields, mapping);
    if ('fields' in row) toProduct(row.fields, mapping);
  }
  return { mapping, rows, faults, first: first!, text: modelText(first!, mapping) };
}
