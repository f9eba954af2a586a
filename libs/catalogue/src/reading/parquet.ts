import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { Row } from '../row.js';

/** Rows of a Parquet file, one row group in memory at a time. `onProgress` is told the share of the rows given out. */
export async function* readParquet(
  file: string,
  onProgress?: (share: number) => void,
): AsyncGenerator<Row, void, undefined> {
  const buffer = await asyncBufferFromFile(file);
  const metadata = await parquetMetadataAsync(buffer);
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    const rows = await parquetReadObjects({ file: buffer, metadata, compressors, rowStart, rowEnd });
    let line = rowStart;
    for (const fields of rows) {
      line += 1;
      yield { line, fields: plainValues(fields) };
    }
    rowStart = rowEnd;
    onProgress?.(rowEnd / Number(metadata.num_rows));
  }
}

/** 64-bit integers become numbers (ids beyond 2^53 strings), typed arrays lists. */
function plainValues(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, plain(value)]));
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') {
    return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value.toString();
  }
  if (Array.isArray(value)) return value.map(plain);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return Array.from(value as unknown as Iterable<unknown>, plain);
  }
  if (typeof value === 'object' && value !== null && !(value instanceof Date)) {
    return plainValues(value as Readonly<Record<string, unknown>>);
  }
  return value;
}
