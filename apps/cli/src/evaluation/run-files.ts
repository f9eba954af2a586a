import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { writeWhole } from '@weir/files';

/** A ranking a query: query id to ids of products, best first. */
export type Rankings = ReadonlyMap<string, readonly string[]>;

/**
 * Writes a file `NAME.run` into the folder for each name, as trec_eval reads it; the score is 1 / rank. Throws for an id with white
 * space, which the format cannot hold.
 */
export async function writeRunFiles(folder: string, runs: ReadonlyMap<string, Rankings>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, rankings] of runs) {
    const lines = [...rankings].flatMap(([query, ids]) =>
      ids.map((id, at) => `${word(query)} Q0 ${word(id)} ${at + 1} ${1 / (at + 1)} ${name}\n`),
    );
    await writeWhole(path.join(folder, `${name}.run`), lines.join(''));
  }
}

function word(id: string): string {
  if (/\s/.test(id)) throw new Error(`A run file cannot hold the id "${id}": it has white space.`);
  return id;
}
