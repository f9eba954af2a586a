import { existsSync } from 'node:fs';
import path from 'node:path';
import { type CatalogueMapping, demoShop, guessMapping, readRows, type Row, sampleRows } from '@weir/catalogue';
import { readQueries } from './queries.js';

/** What is searched, and for what. */
export interface BenchSource {
  readonly name: string;
  rows(): AsyncIterable<Row>;
  mapping(): Promise<CatalogueMapping>;
  /** Queries to begin with; more are made of titles. */
  queries(): Promise<readonly string[]>;
}

const sampledRows = 300;

export interface SourceFlags {
  readonly catalogue?: string;
  readonly queries?: string;
  /** Of the demonstration shop's generator. */
  readonly products?: number;
}

/** The catalogue that the flags name, else the ESCI set beside the project, else the demonstration shop. */
export function benchSource({ catalogue, queries, products }: SourceFlags): BenchSource {
  if (products !== undefined) return generated(products);
  if (catalogue !== undefined) return ofFiles(nameOf(catalogue), catalogue, queries);
  const esci = path.resolve('..', 'shared', 'data', 'esci');
  if (existsSync(esci))
    return ofFiles('esci', path.join(esci, 'corpus.jsonl.gz'), queries ?? path.join(esci, 'queries.jsonl'));
  return generated();
}

/** With its folder: many a catalogue's file is called corpus, and each has an index of its own. */
function nameOf(catalogue: string): string {
  const { dir, base } = path.parse(path.resolve(catalogue));
  return `${path.basename(dir)}-${base.replace(/\..*$/, '')}`;
}

function generated(products?: number): BenchSource {
  const shop = demoShop(products === undefined ? {} : { products });
  return {
    name: products === undefined ? 'demo' : `demo-${products}`,
    rows: () => shop.rows(),
    mapping: () => Promise.resolve(shop.mapping),
    queries: () => Promise.resolve(shop.queries().map(({ text }) => text)),
  };
}

function ofFiles(name: string, catalogue: string, queries: string | undefined): BenchSource {
  return {
    name,
    rows: () => readRows(catalogue),
    mapping: async () => {
      const rows = await sampleRows(catalogue, sampledRows);
      return guessMapping(rows.flatMap((row) => ('fields' in row ? [row.fields] : [])));
    },
    queries: () => (queries === undefined ? Promise.resolve([]) : readQueries(queries)),
  };
}
