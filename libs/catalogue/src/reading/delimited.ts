import { pipeline, Readable } from 'node:stream';
import { CsvError, type Info, parse } from 'csv-parse';
import { CatalogueError } from '../error.js';
import type { Row } from '../row.js';

interface ParsedRecord {
  readonly record: Readonly<Record<string, string>>;
  readonly info: Info & { readonly error?: CsvError };
}

/**
 * A table with a header row (RFC 4180; also with `\"` for a quote inside quotes, as MySQL writes it; lenient about stray
 * quotes). All values are strings. `line` is the one on which the row starts, as an editor counts. A row with more or
 * fewer cells than the header is a fault; a quote that never closes makes the rest of the file unreadable and throws.
 */
export async function* readDelimited(
  chunks: AsyncIterable<Buffer>,
  delimiter: ',' | '\t',
): AsyncGenerator<Row, void, undefined> {
  const { first, all } = await peek(chunks);
  const parser = parse({
    delimiter,
    escape: quoteEscape(first),
    columns: (header: readonly string[]) => header.map((name) => name.trim()),
    bom: true,
    info: true,
    ltrim: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 4 * 1024 * 1024,
  });
  // Errors of the source destroy the parser, whose iterator then throws them.
  pipeline(Readable.from(all), parser, () => undefined);
  let previousEnd = 1;
  let extra = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<ParsedRecord>) {
      // csv-parse tells the line on which a record ends, and counts each CRLF inside quotes twice.
      const line = previousEnd + 1;
      if (info.lines - extra > line) extra += innerLineEnds(record);
      previousEnd = info.lines - extra;
      if (info.error !== undefined) yield { line, fault: 'has another number of cells than the header' };
      else yield { line, fields: record };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const problem = 'opens a quote that never closes, or is longer than 4 MiB';
    throw new CatalogueError('UNREADABLE', `The row at line ${previousEnd + 1} ${problem}.`, { cause: error });
  }
}

function innerLineEnds(record: Readonly<Record<string, string>>): number {
  return Object.values(record).reduce((sum, value) => sum + value.split('\r\n').length - 1, 0);
}

/** The first chunk, and all chunks with it. */
async function peek(chunks: AsyncIterable<Buffer>): Promise<{ first: Buffer; all: AsyncIterable<Buffer> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first = await iterator.next();
  async function* all(): AsyncGenerator<Buffer, void, undefined> {
    if (first.done === true) return;
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => iterator };
  }
  return { first: first.done === true ? Buffer.alloc(0) : first.value, all: all() };
}

/** How quotes inside quoted cells are written: doubled, or behind a backslash. */
function quoteEscape(sample: Buffer): '"' | '\\' {
  const text = sample.toString('latin1');
  const backslashed = text.match(/[^\\,\t\n]\\"(?![,\t\r\n])/g)?.length ?? 0;
  const doubled = text.match(/[^,\t\n"\\]""(?![,\t\r\n])/g)?.length ?? 0;
  return backslashed > doubled ? '\\' : '"';
}
