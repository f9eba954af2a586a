import { type CatalogueMapping, type Product, type Row, RowError, toProduct } from '@weir/catalogue';
import type { ProductStore } from '@weir/storage';

export interface IndexRowsOptions {
  /** Remove the products that the rows do not have, once all rows were read and one was good. @defaultValue false */
  readonly replace?: boolean;
  /** Wait until every product has its vector. @defaultValue true */
  readonly waitForVectors?: boolean;
  /** Called after every batch and, while vectors are waited for, twice a second. */
  readonly onProgress?: (progress: IndexProgress) => void;
  /** Called for every row that is skipped. */
  readonly onBadRow?: (row: BadRow) => void;
}

/** A row that became no product. */
export interface BadRow {
  readonly line: number;
  /** Every fault of the row, naming the fields. */
  readonly reason: string;
}

export interface IndexProgress {
  /** Rows read, good or bad. */
  readonly rows: number;
  /** Rows that are durable and searchable by words. */
  readonly indexed: number;
  /** Rows that were skipped. */
  readonly rejected: number;
  /** Products that still have no vector. */
  readonly vectorsPending: number;
  /** Rows a second so far. */
  readonly rate: number;
}

export interface IndexReport extends IndexProgress {
  /** Rows whose id a later row of the same file had: the last one wins. */
  readonly duplicates: number;
  /** Products removed because the rows do not have them. */
  readonly removed: number;
  /** Products in the catalogue now. */
  readonly products: number;
  readonly seconds: number;
}

interface Target {
  readonly indexer: {
    upsert(products: readonly Product[]): Promise<unknown>;
    remove(ids: readonly string[]): Promise<unknown>;
    vectorsPending(): number;
    settled(): Promise<void>;
  };
  readonly products: ProductStore;
  readonly mapping: CatalogueMapping;
}

/** Products written at a time: large enough that a commit costs little, small enough that searches get their turn. */
const batchSize = 500;

/** See `Indexer.indexAll`. */
export async function indexRows(
  target: Target,
  rows: AsyncIterable<Row>,
  options: IndexRowsOptions,
): Promise<IndexReport> {
  const { indexer, products } = target;
  const before = await products.lastVersion();
  const started = performance.now();
  const counts = { rows: 0, indexed: 0, rejected: 0 };
  const progress = (): IndexProgress => ({
    ...counts,
    vectorsPending: indexer.vectorsPending(),
    rate: counts.rows / Math.max(0.001, (performance.now() - started) / 1000),
  });

  let batch: Product[] = [];
  const write = async (): Promise<void> => {
    if (batch.length > 0) await indexer.upsert(batch);
    counts.indexed += batch.length;
    batch = [];
    options.onProgress?.(progress());
  };
  for await (const row of rows) {
    counts.rows += 1;
    const product = productOf(row, target.mapping);
    if ('id' in product) {
      batch.push(product);
      if (batch.length === batchSize) await write();
    } else {
      counts.rejected += 1;
      options.onBadRow?.(product);
    }
  }
  await write();
  const read = progress();

  const duplicates = counts.indexed - (await products.count(before));
  // A file without one good row is a mistake, not an empty shop.
  const removed = options.replace === true && counts.indexed > 0 ? await removeOlder(target, before) : 0;
  if (options.waitForVectors ?? true) {
    const timer = setInterval(() => options.onProgress?.(progress()), 500);
    await indexer.settled();
    clearInterval(timer);
  }
  return {
    ...read,
    vectorsPending: indexer.vectorsPending(),
    duplicates,
    removed,
    products: await products.count(),
    seconds: (performance.now() - started) / 1000,
  };
}

function productOf(row: Row, mapping: CatalogueMapping): Product | BadRow {
  if ('fault' in row) return { line: row.line, reason: row.fault };
  try {
    return toProduct(row.fields, mapping);
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    return { line: row.line, reason: error.message };
  }
}

/** Removes the products that were written before this run. */
async function removeOlder({ indexer, products }: Target, before: number): Promise<number> {
  let removed = 0;
  for await (const page of products.changes(0)) {
    const stale = page.filter((change) => change.kind === 'upsert' && change.version <= before);
    const ids = stale.map((change) => (change.kind === 'upsert' ? change.product.id : change.id));
    if (ids.length > 0) await indexer.remove(ids);
    removed += ids.length;
    if ((page.at(-1)?.version ?? 0) > before) break;
  }
  return removed;
}
