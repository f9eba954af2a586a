import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createGunzip, gunzipSync } from 'node:zlib';
import { detectRowFormat, parseTreeModel, SAMPLE_LINES, type RowFormat, type TreeEnsemble } from '@weir/trees';

/** Some rows of a data file, row-major. */
export interface RowBatch {
  readonly rows: number;
  readonly features: Float64Array;
}

/** Reads a model file of any kind, gzipped or not. */
export async function readTreeModel(file: string): Promise<TreeEnsemble> {
  const bytes = await readFile(file);
  return parseTreeModel(isGzip(bytes) ? gunzipSync(bytes) : bytes);
}

/** Reads the rows of a data file, gzipped or not, `most` at a time; memory does not grow with the file. */
export async function* readTreeRows(file: string, model: TreeEnsemble, most: number): AsyncGenerator<RowBatch> {
  const pending: Line[] = [];
  let format: RowFormat | undefined;
  let place = 0;
  for await (const line of createInterface({ input: await textOf(file), crlfDelay: Infinity })) {
    place++;
    if (line.trim() === '') continue;
    pending.push({ line, place });
    if (pending.length < Math.max(most, SAMPLE_LINES)) continue;
    format ??= formatOf(pending, model);
    yield batchOf(pending.splice(0), format, model);
  }
  if (pending.length > 0) yield batchOf(pending, format ?? formatOf(pending, model), model);
}

interface Line {
  readonly line: string;
  readonly place: number;
}

function formatOf(lines: readonly Line[], model: TreeEnsemble): RowFormat {
  return detectRowFormat(
    lines.slice(0, SAMPLE_LINES).map(({ line }) => line),
    model,
  );
}

function batchOf(lines: readonly Line[], format: RowFormat, model: TreeEnsemble): RowBatch {
  const width = model.featureCount;
  const features = new Float64Array(lines.length * width);
  lines.forEach(({ line, place }, row) => {
    format.read(line, place, features.subarray(row * width, (row + 1) * width));
  });
  return { rows: lines.length, features };
}

async function textOf(file: string): Promise<Readable> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    const stream = createReadStream(file);
    if (!isGzip(buffer.subarray(0, bytesRead))) return stream;
    const text = createGunzip();
    stream.on('error', (error) => text.destroy(error));
    return stream.pipe(text);
  } finally {
    await handle.close();
  }
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}
