import { existsSync } from 'node:fs';
import path from 'node:path';
import { readRows } from '@weir/catalogue';
import { type Engine, type EngineOptions, isSharedStorage, openEngine } from '@weir/engine';
import type { BadRow, IndexProgress } from '@weir/indexing';
import { IndexProgressBar } from './index-progress.js';

/** Bad rows that the JSON document lists. */
const listedRows = 20;

interface PatchFlags {
  readonly strict?: true;
  readonly json?: true;
}

/**
 * Reads a file as changes of the products that are there, by the mapping in use.
 * @throws Error saying what to do where there is no catalogue
 */
export async function patchCatalogue(file: string, options: EngineOptions, flags: PatchFlags): Promise<void> {
  const isShared = options.backends !== undefined && isSharedStorage(options.backends);
  const where = isShared ? 'the storage' : options.dataDir;
  const noCatalogue = new Error(
    `there is no catalogue in ${where} to change: index one first (weir index FILE), or name another one`,
  );
  if (!isShared && options.dataDir !== null && !existsSync(options.dataDir)) throw noCatalogue;
  const engine = await openEngine({ ...options, firstMapping: () => Promise.reject(noCatalogue) });
  const rejected: BadRow[] = [];
  try {
    const report = await patchFile(engine, file, rejected);
    process.stdout.write(flags.json ? json(file, report, rejected) : summary(file, report));
    if (report.indexed === 0 || (flags.strict && report.rejected > 0)) process.exitCode = 1;
  } finally {
    await engine.close();
  }
}

async function patchFile(engine: Engine, file: string, rejected: BadRow[]): Promise<IndexProgress> {
  const bar = new IndexProgressBar();
  const rows = readRows(file, (share) => {
    bar.read(share);
  });
  try {
    return await engine.indexer.patchAll(rows, {
      onProgress: (progress) => {
        bar.show(progress);
      },
      onBadRow: (row) => {
        bar.skip(row);
        if (rejected.length < listedRows) rejected.push(row);
      },
    });
  } finally {
    bar.end();
  }
}

function summary(file: string, { rows, indexed, rejected, rate }: IndexProgress): string {
  const skipped = rejected > 0 ? `, ${rejected} skipped` : '';
  return `${path.basename(file)}: ${rows} rows read, ${indexed} products changed (${Math.round(rate)} a second)${skipped}\n`;
}

function json(file: string, { rows, indexed, rejected, rate }: IndexProgress, listed: readonly BadRow[]): string {
  const document = { file, rows, patched: indexed, rejected, rows_per_second: Math.round(rate), rejected_rows: listed };
  return `${JSON.stringify(document, null, 2)}\n`;
}
