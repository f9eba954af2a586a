import { createReadStream, type ReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { CatalogueError } from '../error.js';

export type TableFormat = 'json-lines' | 'csv' | 'tsv' | 'parquet';

/** A table's bytes as they come off the disk, unpacked. */
export interface TableBytes {
  readonly format: TableFormat;
  readonly chunks: AsyncIterable<Buffer>;
  /** Bytes of the file, packed as it is, that were read so far. */
  readonly bytesRead: () => number;
}

const endings: readonly (readonly [RegExp, TableFormat])[] = [
  [/\.(jsonl|ndjson|json)$/i, 'json-lines'],
  [/\.csv$/i, 'csv'],
  [/\.(tsv|tab)$/i, 'tsv'],
  [/\.parquet$/i, 'parquet'],
];

/** The format that a file's name tells, `.gz` aside; undefined for any other name. */
export function tableFormat(name: string): TableFormat | undefined {
  const bare = name.replace(/\.gz$/i, '');
  return endings.find(([ending]) => ending.test(bare))?.[1];
}

/** Opens a file, gzipped or not, or the one table inside a tar archive. */
export async function* openTable(file: string): AsyncGenerator<TableBytes, void, undefined> {
  if (/\.(tgz|tar|tar\.gz)$/i.test(file)) {
    yield* openArchive(file);
    return;
  }
  const format = tableFormat(file);
  if (format === undefined) {
    throw new CatalogueError(
      'UNKNOWN_FORMAT',
      `Cannot tell the format of ${file}: name it .jsonl, .csv, .tsv (with or without .gz), .parquet or .tgz.`,
    );
  }
  const { source, bytes } = unpacked(file);
  yield { format, chunks: bytes, bytesRead: () => source.bytesRead };
}

async function* openArchive(file: string): AsyncGenerator<TableBytes, void, undefined> {
  const archive = extract();
  // Errors of the streams before it destroy the archive, whose iterator then throws them.
  const { source, bytes } = unpacked(file);
  pipeline(bytes, archive, () => undefined);
  let found: string | undefined;
  for await (const entry of archive) {
    const { name, type } = entry.header;
    const format = tableFormat(name);
    const hidden = name.split('/').some((part) => part.startsWith('.') && part !== '.');
    if (type !== 'file' || hidden || format === undefined) {
      entry.resume();
      continue;
    }
    if (found !== undefined) {
      throw new CatalogueError('UNREADABLE', `${file} holds more than one table (${found}, ${name}): unpack it first.`);
    }
    found = name;
    const chunks = Readable.from(entry as AsyncIterable<Buffer>);
    yield {
      format,
      chunks: /\.gz$/i.test(name) ? gunzipped(chunks) : chunks,
      bytesRead: () => source.bytesRead,
    };
  }
  if (found === undefined) {
    throw new CatalogueError('UNREADABLE', `${file} holds no .jsonl, .csv or .tsv file.`);
  }
}

function unpacked(file: string): { source: ReadStream; bytes: Readable } {
  const source = createReadStream(file, { highWaterMark: 1 << 18 });
  return { source, bytes: /\.(gz|tgz)$/i.test(file) ? gunzipped(source) : source };
}

function gunzipped(source: Readable): Readable {
  // The gunzip stream throws the errors of both.
  return pipeline(source, createGunzip({ chunkSize: 1 << 18 }), () => undefined);
}
