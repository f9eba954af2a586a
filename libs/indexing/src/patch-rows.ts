import { type CatalogueMapping, type ProductPatch, type Row, RowError, toPatch } from '@weir/catalogue';
import type { BadRow, IndexProgress, IndexRowsOptions } from './index-rows.js';

interface Target {
  readonly indexer: { patch(patches: readonly ProductPatch[]): Promise<readonly (number | undefined)[]> };
  readonly mapping: CatalogueMapping;
}

/** Changes written at a time. */
const batchSize = 500;

/** See `Indexer.patchAll`. */
export async function patchRows(
  { indexer, mapping }: Target,
  rows: AsyncIterable<Row>,
  { onProgress, onBadRow }: Pick<IndexRowsOptions, 'onProgress' | 'onBadRow'>,
): Promise<IndexProgress> {
  const started = performance.now();
  const counts = { rows: 0, indexed: 0, rejected: 0 };
  const progress = (): IndexProgress => ({
    ...counts,
    vectorsPending: 0,
    rate: counts.rows / Math.max(0.001, (performance.now() - started) / 1000),
  });
  const reject = (row: BadRow): void => {
    counts.rejected += 1;
    onBadRow?.(row);
  };

  let batch: { readonly line: number; readonly patch: ProductPatch }[] = [];
  const write = async (): Promise<void> => {
    const versions = await indexer.patch(batch.map(({ patch }) => patch));
    batch.forEach(({ line, patch }, at) => {
      if (versions[at] === undefined) reject({ line, reason: `"${patch.id}" is not in the catalogue` });
      else counts.indexed += 1;
    });
    batch = [];
    onProgress?.(progress());
  };
  for await (const row of rows) {
    counts.rows += 1;
    const patch = patchOf(row, mapping);
    if ('reason' in patch) reject(patch);
    else if (batch.push({ line: row.line, patch }) === batchSize) await write();
  }
  await write();
  return progress();
}

function patchOf(row: Row, mapping: CatalogueMapping): ProductPatch | BadRow {
  if ('fault' in row) return { line: row.line, reason: row.fault };
  try {
    return toPatch(row.fields, mapping);
  } catch (error) {
    if (!(error instanceof RowError)) throw error;
    return { line: row.line, reason: error.message };
  }
}
