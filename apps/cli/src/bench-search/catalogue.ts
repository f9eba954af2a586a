import { existsSync } from 'node:fs';
import path from 'node:path';
import { guessMapping, readRows, sampleRows } from '@weir/catalogue';
import { type Engine, type EngineOptions, openEngine } from '@weir/engine';
import { tell } from './progress.js';

/** What is searched, and for what. */
export interface BenchSource {
  readonly name: string;
  readonly catalogue: string;
  /** Absent: queries are made of titles. */
  readonly queries: string | undefined;
}

const sampledRows = 300;

/** The catalogue that the flags name, else the ESCI set beside the project. */
export function benchSource({
  catalogue,
  queries,
}: {
  readonly catalogue?: string;
  readonly queries?: string;
}): BenchSource {
  if (catalogue !== undefined) return { name: path.basename(catalogue).replace(/\..*$/, ''), catalogue, queries };
  const esci = path.resolve('..', 'shared', 'data', 'esci');
  if (!existsSync(esci)) throw new Error(`there is no ESCI set in ${esci}: name a catalogue by --catalogue`);
  return {
    name: 'esci',
    catalogue: path.join(esci, 'corpus.jsonl.gz'),
    queries: queries ?? path.join(esci, 'queries.jsonl'),
  };
}

/** An engine with the catalogue in it and every vector made: indexed now, or found in its data folder. */
export async function openBenchEngine(source: BenchSource, options: EngineOptions): Promise<Engine> {
  const engine = await openEngine({
    ...options,
    firstMapping: async () => {
      const rows = await sampleRows(source.catalogue, sampledRows);
      return guessMapping(rows.flatMap((row) => ('fields' in row ? [row.fields] : [])));
    },
  });
  if (engine.retriever.count() === 0) {
    await engine.indexer.indexAll(readRows(source.catalogue), {
      onProgress: ({ indexed, vectorsPending }) => {
        tell(`indexing ${source.name}: ${indexed} products, ${vectorsPending} vectors to make`);
      },
    });
    await engine.saveSnapshot();
  }
  await engine.indexer.settled();
  return engine;
}
