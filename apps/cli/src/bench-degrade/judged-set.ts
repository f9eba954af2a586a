import { loadConfiguration } from '@weir/config';
import { weirConfiguration } from '@weir/engine';
import { demoQueries } from '@weir/simulation';
import { type JudgedQuery, readJudgedQueries } from '../evaluation/judged-queries.js';

export interface JudgedSetFlags {
  readonly catalogue?: string;
  readonly queries?: string;
  readonly qrels?: string;
  readonly products?: number;
  readonly config?: string;
}

/** What is served and asked. */
export interface JudgedSet {
  readonly name: string;
  readonly queries: readonly JudgedQuery[];
  /** Of `weir serve`, so that it serves the catalogue. */
  readonly args: readonly string[];
}

/** The catalogue and its judged queries that the flags name, else the demonstration shop with its own. */
export async function judgedSet({ catalogue, queries, qrels, products, config }: JudgedSetFlags): Promise<JudgedSet> {
  if (catalogue !== undefined) {
    if (queries === undefined || qrels === undefined)
      throw new Error('Give --queries and --qrels with --catalogue: quality is measured on judged queries.');
    const name = catalogue.split('/').slice(-2).join('-').replace(/\..*$/, '');
    return { name, queries: await readJudgedQueries({ queries, qrels }), args: ['--catalogue', catalogue] };
  }
  const { demo } = loadConfiguration(weirConfiguration, { file: config }).values;
  const shop = { seed: demo.seed, products: products ?? demo.products };
  const args = ['--set', `demo.products=${shop.products}`, '--set', `demo.seed=${shop.seed}`];
  return { name: `demo-${shop.products}`, queries: demoQueries(shop), args };
}
