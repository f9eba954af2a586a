import { pipeline, Readable } from 'node:stream';
import { parse, type CsvError, type Info } from 'csv-parse';
import type { Row } from '../row.js';

interface ParsedRecord {
  readonly record: Readonly<Record<string, string>>;
  readonly info: Info & { readonly error?: CsvError };
}

/**
 * A table with a header row (RFC 4180; also with `\"` for a quote inside quotes, as MySQL writes it; lenient about stray
 * quotes). All values are strings. `line` is the one on which the row starts, as an editor counts. A row with more or
 * fewer cells than the header, or with broken quotes, is a fault.
 */
export async function* readDelimited(
  chunks: AsyncIterable<Buffer>,
  delimiter: ',' | '\t',
): AsyncGenerator<Row, void, undefined> {
  const { first, all } = await peek(chunks);
  const broken: Row[] = [];
  const parser = parse({
    delimiter,
    escape: quoteEscape(first),
    columns: true,
    bom: true,
    info: true,
    trim: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      broken.push({ line: lineOf(error), fault: `has broken quotes: ${error?.message ?? 'cannot be parsed'}` });
    },
    max_record_size: 16 * 1024 * 1024,
  });
  // Errors of the source destroy the parser, whose iterator then throws them.
  pipeline(Readable.from(all), parser, () => undefined);
  let previousEnd = 1;
  for await (const { record, info } of parser as AsyncIterable<ParsedRecord>) {
    yield* broken.splice(0);
    // csv-parse tells the line on which a record ends; it starts on the one after the end of the record before.
    const line = previousEnd + 1;
    previousEnd = info.lines;
    if (info.error !== undefined) yield { line, fault: 'has another number of cells than the header' };
    else yield { line, fields: record };
  }
  yield* broken;
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

function lineOf(error: CsvError | undefined): number {
  const lines: unknown = error?.['lines'];
  return typeof lines === 'number' ? lines : 0;
}
