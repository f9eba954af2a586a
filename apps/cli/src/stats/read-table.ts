import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CsvError, parse } from 'csv-parse';

/** A row of a table: its line's number in the file, and its cells by the name of their column. */
export interface TableRow {
  readonly line: number;
  cell(column: string): string;
  /** A finite number; throws an Error that names file, line and column for anything else. */
  number(column: string): number;
}

/**
 * The rows of a CSV file with a header, gzipped or not (told by its first bytes), one at a time.
 *
 * @param columns that must be there and are read; throws an Error that names those which are not, and what there is
 */
export async function* readTable(file: string, columns: readonly string[]): AsyncGenerator<TableRow, void, undefined> {
  const parser = parse({
    columns: (header: readonly string[]) => {
      requireColumns(file, columns, header);
      // Cells that nobody asked for are not made: real logs have dozens of columns.
      return header.map((name) => columns.includes(name) && name);
    },
    bom: true,
    skip_empty_lines: true,
    trim: true,
  });
  const source: Readable = createReadStream(file);
  const forget = (): undefined => undefined; // an error of any part reaches the parser, whose iterator throws it
  if (await isGzip(file)) pipeline(source, createGunzip(), parser, forget);
  else pipeline(source, parser, forget);
  let line = 1;
  try {
    for await (const cells of parser as AsyncIterable<Readonly<Record<string, string>>>) {
      line++;
      yield tableRow({ file, line, cells });
    }
  } catch (error) {
    if (error instanceof CsvError) throw new Error(`${file} is not a CSV table: ${error.message}`, { cause: error });
    throw error;
  }
  if (line === 1) throw new Error(`${file} has no rows: give a CSV table with a header and at least one row.`);
}

function tableRow({
  file,
  line,
  cells,
}: {
  file: string;
  line: number;
  cells: Readonly<Record<string, string>>;
}): TableRow {
  const cell = (column: string): string => cells[column] ?? '';
  return {
    line,
    cell,
    number: (column) => {
      const text = cell(column);
      const value = Number(text);
      if (text === '' || !Number.isFinite(value)) {
        throw new Error(`${file}, line ${line}: ${column} is "${text}", but must be a number.`);
      }
      return value;
    },
  };
}

function requireColumns(file: string, wanted: readonly string[], found: readonly string[]): void {
  const missing = wanted.filter((column) => !found.includes(column));
  if (missing.length === 0) return;
  throw new Error(`${file} lacks the column ${missing.join(', ')}. It has: ${found.join(', ')}.`);
}

async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await handle.close();
  }
}
