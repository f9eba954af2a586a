import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Qrels, Run } from '../judgments.js';
import { queryOfLine } from '../query-line.js';
import { EvaluationFileError, QrelsCollector, RunCollector } from '../trec-files.js';

/** Reads a TREC run file (.gz too). Throws an EvaluationFileError with path and line number. */
export async function readRun(file: string): Promise<{ readonly run: Run; readonly runId: string }> {
  const collector = new RunCollector();
  await eachLine(file, (line) => {
    collector.add(line);
  });
  return collector;
}

/** Reads TREC or BEIR qrels (.gz too). Throws an EvaluationFileError with path and line number. */
export async function readQrels(file: string): Promise<Qrels> {
  const collector = new QrelsCollector();
  await eachLine(file, (line) => {
    collector.add(line);
  });
  return collector.qrels;
}

/** Reads queries: JSONL with `_id` and `text` as in BEIR (`id` and `query` are taken too), or lines of id, tab, text. */
export async function readQueries(file: string): Promise<ReadonlyMap<string, string>> {
  const queries = new Map<string, string>();
  await eachLine(file, (line) => {
    if (line.trim() === '') return;
    const [id, text] = queryOfLine(line);
    queries.set(id, text);
  });
  return queries;
}

async function eachLine(file: string, take: (line: string) => void): Promise<void> {
  const bytes = createReadStream(file);
  const text = file.endsWith('.gz') ? pipeline(bytes, createGunzip(), ignoreEnd) : bytes;
  let number = 0;
  // readline does not forward its input's errors; without this a missing file would hang.
  const failed = new Promise<never>((_, reject) => {
    bytes.once('error', reject);
    text.once('error', reject);
  });
  const read = async (): Promise<void> => {
    for await (const line of createInterface({ input: text, crlfDelay: Infinity })) {
      number++;
      take(line);
    }
  };
  try {
    await Promise.race([read(), failed]);
  } catch (error) {
    if (error instanceof EvaluationFileError) {
      throw new EvaluationFileError(`${path.basename(file)} line ${number}: ${error.message}.`, { cause: error });
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new EvaluationFileError(`${file} cannot be read: ${reason}.`, { cause: error });
  }
}

/** The reading side reports what goes wrong; pipeline only ties the streams' ends together. */
function ignoreEnd(): undefined {
  return undefined;
}
