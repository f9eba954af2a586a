import { stat } from 'node:fs/promises';
import { CatalogueError } from '../error.js';
import type { Row } from '../row.js';
import { readDelimited } from './delimited.js';
import { readJsonLines } from './json-lines.js';
import { openTable, tableFormat, type TableBytes } from './table-file.js';

/** Rows after which progress is told again. */
const progressEvery = 256;

/**
 * Streams a catalogue file row by row; the consumer sets the pace, and memory holds a few rows (Parquet: one row group).
 * Reads JSON Lines, CSV and TSV (each also gzipped, or as the only table of a .tar or .tgz) and Parquet, by the name's
 * ending. A line that is no row is given with its fault; throws `CatalogueError` where the file cannot be read on.
 * `onProgress` is told from time to time which share of the file has been read, 0 to 1.
 */
export async function* readRows(
  file: string,
  onProgress?: (share: number) => void,
): AsyncGenerator<Row, void, undefined> {
  try {
    if (tableFormat(file) === 'parquet') {
      // Its codecs are large, and most processes never read a Parquet file.
      const { readParquet } = await import('./parquet.js');
      yield* readParquet(file, onProgress);
      return;
    }
    const { size } = await stat(file);
    for await (const table of openTable(file)) {
      let rows = 0;
      for await (const row of rowsOf(table, file)) {
        yield row;
        rows += 1;
        if (rows % progressEvery === 0) onProgress?.(table.bytesRead() / size);
      }
    }
  } catch (error) {
    if (error instanceof CatalogueError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new CatalogueError('UNREADABLE', `Cannot read ${file}: ${reason}`, { cause: error });
  }
}

/** The first rows of a file, at most `limit`, for guessing a mapping. */
export async function sampleRows(file: string, limit: number): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const row of readRows(file)) {
    rows.push(row);
    if (rows.length >= limit) break;
  }
  return rows;
}

function rowsOf({ format, chunks }: TableBytes, file: string): AsyncGenerator<Row, void, undefined> {
  switch (format) {
    case 'json-lines':
      return readJsonLines(chunks);
    case 'csv':
      return readDelimited(chunks, ',');
    case 'tsv':
      return readDelimited(chunks, '\t');
    case 'parquet':
      throw new CatalogueError('UNKNOWN_FORMAT', `${file} wraps a Parquet file: unpack it first.`);
  }
}
