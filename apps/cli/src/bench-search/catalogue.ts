import { existsSync } from 'node:fs';
import path from 'node:path';
import { type CatalogueMapping, demoShop, guessMapping, readRows, type Row, sampleRows } from '@weir/catalogue';
import { type Engine, type EngineOptions, openEngine } from '@weir/engine';
import { readCatalogueSource, writeCatalogueSource } from '@weir/indexing';
import { tell } from './progress.js';
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

/** The catalogue that the flags name, else the ESCI set beside the project, else the demonstration shop. */
export function benchSource({
  catalogue,
  queries,
}: {
  readonly catalogue?: string;
  readonly queries?: string;
}): BenchSource {
  if (catalogue !== undefined) return ofFiles(path.basename(catalogue).replace(/\..*$/, ''), catalogue, queries);
  const esci = path.resolve('..', 'shared', 'data', 'esci');
  if (existsSync(esci))
    return ofFiles('esci', path.join(esci, 'corpus.jsonl.gz'), queries ?? path.join(esci, 'queries.jsonl'));
  const shop = demoShop();
  return {
    name: 'demo',
    rows: () => shop.rows(),
    mapping: () => Promise.resolve(shop.mapping),
    queries: () => Promise.resolve(shop.queries().map(({ text }) => text)),
  };
}

/** An engine with the catalogue in it and every vector made: indexed now, or found in its data folder. */
export async function openBenchEngine(source: BenchSource, options: EngineOptions): Promise<Engine> {
  const engine = await openEngine({ ...options, firstMapping: () => source.mapping() });
  // Written last: a catalogue whose indexing was interrupted has no source.
  if ((await readCatalogueSource(engine.storage.documents)) === undefined) {
    await engine.indexer.indexAll(source.rows(), {
      onProgress: ({ indexed, vectorsPending }) => {
        tell(`indexing ${source.name}: ${indexed} products, ${vectorsPending} vectors to make`);
      },
    });
    await writeCatalogueSource(engine.storage.documents, { kind: 'file', name: source.name });
    await engine.saveSnapshot();
  }
  await engine.indexer.settled();
  return engine;
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
