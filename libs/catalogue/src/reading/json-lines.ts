import { isUtf8 } from 'node:buffer';
import { CatalogueError } from '../error.js';
import type { Row, RowFields } from '../row.js';

/** Longest line taken, in bytes: a file without line ends must not fill the memory. */
const longestLine = 16 * 1024 * 1024;
const newline = 0x0a;

/** One JSON object a line. Blank lines are skipped and counted. */
export async function* readJsonLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Row, void, undefined> {
  let line = 0;
  for await (const bytes of lines(chunks)) {
    line += 1;
    const row = parseLine(bytes, line);
    if (row !== undefined) yield row;
  }
}

async function* lines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  let rest: Buffer[] = [];
  let restLength = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
      const tail = chunk.subarray(start, end);
      yield rest.length === 0 ? tail : Buffer.concat([...rest, tail]);
      rest = [];
      restLength = 0;
      start = end + 1;
    }
    rest.push(chunk.subarray(start));
    restLength += chunk.length - start;
    if (restLength > longestLine) {
      throw new CatalogueError(
        'UNREADABLE',
        'A line is longer than 16 MiB: write one JSON object a line (JSON Lines), not one big document.',
      );
    }
  }
  if (restLength > 0) yield Buffer.concat(rest);
}

function parseLine(bytes: Buffer, line: number): Row | undefined {
  if (!isUtf8(bytes)) return { line, fault: 'is not valid UTF-8' };
  let text = bytes.toString('utf8');
  if (line === 1 && text.startsWith('\uFEFF')) text = text.slice(1);
  text = text.trim();
  if (text === '') return undefined;
  if (line === 1 && text === '[') {
    throw new CatalogueError('UNREADABLE', 'The file is a JSON array: write one JSON object a line (JSON Lines).');
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { line, fields: value as RowFields };
    return { line, fault: 'is not a JSON object' };
  } catch (error) {
    return { line, fault: `is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}
