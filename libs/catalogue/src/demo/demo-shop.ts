import { type CatalogueMapping, mappingSchema } from '../mapping.js';
import type { Row } from '../row.js';
import { departments } from './departments/all.js';
import { type Facts, shopFacts } from './facts.js';
import { JudgmentPool, type Grade } from './judgments.js';
import { drawQueries, type QueryKind } from './queries.js';
import { Random } from './random.js';
import { fieldName, rowOf } from './row.js';

export interface DemoShopOptions {
  /** @defaultValue 3000 */
  readonly products?: number;
  /** The same seed makes the same shop on every machine. @defaultValue 7 */
  readonly seed?: number;
}

/** One query of the demonstration shop with its judgments. */
export interface DemoQuery {
  readonly id: string;
  readonly text: string;
  readonly kind: QueryKind;
  readonly split: 'train' | 'dev';
  readonly judgments: readonly { readonly id: string; readonly grade: Grade }[];
}

/** A made-up general shop: products, and queries judged by the facts that the products were made from. */
export interface DemoShop {
  readonly mapping: CatalogueMapping;
  /** Streams the products; each call begins anew. */
  rows(): AsyncGenerator<Row, void, undefined>;
  /** About 200 queries (fewer of a very small shop); goes through the facts of all products once. */
  queries(): readonly DemoQuery[];
  /** A few queries that show what a search can do. */
  readonly suggestions: readonly string[];
}

/** Products whose facts the queries are drawn from: those that every larger shop of the seed has too. */
const queriedProducts = 3000;
/** Every so many queries one is kept apart for development. */
const devEvery = 4;

export function demoShop({ products = 3000, seed = 7 }: DemoShopOptions = {}): DemoShop {
  return {
    mapping: demoMapping(),
    async *rows() {
      let line = 0;
      for (const facts of shopFacts(seed)) {
        if (line === products) return;
        line += 1;
        yield await Promise.resolve({ line, fields: rowOf(facts, seed) });
      }
    },
    queries: () => judgedQueries(products, seed),
    suggestions: [
      'cordless drill',
      'noise cancelling headphones',
      'couch',
      'running shoes size 10',
      'gift for cat lover',
    ],
  };
}

function judgedQueries(products: number, seed: number): DemoQuery[] {
  const sample = [...firstFacts(seed, Math.min(products, queriedProducts))];
  const drafts = drawQueries(sample, new Random(seed, 0x50000000));
  const pools = drafts.map((draft, number) => new JudgmentPool(draft, new Random(seed, 0x60000000 + number)));
  for (const facts of firstFacts(seed, products)) for (const pool of pools) pool.add(facts);
  return drafts.map(({ text, kind }, number) => ({
    id: `q${String(number + 1).padStart(3, '0')}`,
    text,
    kind,
    split: number % devEvery === 0 ? 'dev' : 'train',
    judgments: pools[number]!.judgments(),
  }));
}

function* firstFacts(seed: number, count: number): Generator<Facts, void, undefined> {
  let left = count;
  for (const facts of shopFacts(seed)) {
    if (left === 0) return;
    left -= 1;
    yield facts;
  }
}

function demoMapping(): CatalogueMapping {
  const facets = departments.flatMap(({ types }) => types.flatMap((type) => Object.keys(type.facets)));
  return mappingSchema.parse({
    id: '_id',
    title: 'title',
    text: ['bullet_points', 'description'],
    brand: 'brand',
    category: 'category',
    price: 'price',
    currency: 'currency',
    stock: 'stock',
    rating: 'rating',
    rating_count: 'rating_count',
    popularity: 'popularity',
    released: 'released',
    attributes: [...new Set(['model', ...facets.map(fieldName)])],
    model_text: ['title', 'color'],
  });
}
