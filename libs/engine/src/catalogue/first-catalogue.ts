import { type CatalogueMapping, demoShop, guessMapping, readRows, type Row, sampleRows } from '@weir/catalogue';
import { writeCatalogueSource } from '@weir/indexing';
import path from 'node:path';
import type { CatalogueEngine } from '../open-catalogue-engine.js';

/** What the configuration says about the products to begin with. */
export interface CatalogueSource {
  readonly catalogue: { readonly file?: string | undefined };
  readonly demo: { readonly enabled: boolean; readonly products: number; readonly seed: number };
}

/** Shows how far the rows of one catalogue are. */
export interface FillingProgress {
  show(rows: number, rate: number): void;
  note(text: string): void;
  end(summary: string): void;
}

/** Begins to show one; the number of rows where it is known. */
export type ShowFilling = (title: string, total?: number) => FillingProgress;

/** What is in the catalogue when serving begins. */
export interface Catalogue {
  readonly kind: 'stored' | 'file' | 'demo' | 'empty';
  readonly products: number;
  /** Queries worth trying, of the demonstration shop. */
  readonly queries: readonly string[];
}

/** Rows that a mapping is guessed from. */
const sampleSize = 500;

/** The mapping for a folder that has none yet: guessed from the file configured, or that of the demonstration shop. */
export async function firstMapping({ catalogue }: CatalogueSource): Promise<CatalogueMapping> {
  if (catalogue.file === undefined) return demoShop().mapping;
  const rows = await sampleRows(path.resolve(catalogue.file), sampleSize);
  return guessMapping(rows.flatMap((row) => ('fields' in row ? [row.fields] : [])));
}

/** Fills an empty catalogue from the file configured or with the demonstration shop; resolves once its words can be searched. */
export async function fillCatalogue(
  engine: CatalogueEngine,
  { catalogue, demo }: CatalogueSource,
  showFilling: ShowFilling,
): Promise<Catalogue> {
  const stored = engine.retriever.count();
  if (stored > 0) return { kind: 'stored', products: stored, queries: [] };
  if (catalogue.file !== undefined) {
    const file = path.resolve(catalogue.file);
    const products = await index(engine, readRows(file), showFilling(`indexing ${path.basename(file)}`));
    return { kind: 'file', products, queries: [] };
  }
  if (!demo.enabled) return { kind: 'empty', products: 0, queries: [] };
  const shop = demoShop({ products: demo.products, seed: demo.seed });
  // The first real catalogue then takes its place.
  await writeCatalogueSource(engine.storage.documents, { kind: 'demo' });
  const products = await index(engine, shop.rows(), showFilling('building a demonstration shop', demo.products));
  return { kind: 'demo', products, queries: shop.suggestions };
}

async function index(engine: CatalogueEngine, rows: AsyncIterable<Row>, progress: FillingProgress): Promise<number> {
  const report = await engine.indexer.indexAll(rows, {
    waitForVectors: false,
    onProgress: ({ rows: read, rate }) => {
      progress.show(read, rate);
    },
    onBadRow: ({ line, reason }) => {
      progress.note(`line ${line} skipped: ${reason}`);
    },
  });
  progress.end(`${report.products} products in ${report.seconds.toFixed(1)} s, ${report.rejected} rows skipped`);
  await engine.saveSnapshot();
  return report.products;
}
