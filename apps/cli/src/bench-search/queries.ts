import { readFile } from 'node:fs/promises';
import type { FreshQueries } from './measure.js';

/**
 * The given queries first, then runs of two to five words from product titles, in a fixed order: a bench needs more
 * different queries than any judged set has.
 */
export async function freshQueries(
  given: readonly string[],
  products: { changes(after: number): AsyncIterable<readonly TitleChange[]> },
): Promise<FreshQueries> {
  const titles: string[][] = [];
  for await (const page of products.changes(0)) {
    for (const change of page) {
      if (change.kind === 'upsert')
        titles.push(change.product.title.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)));
    }
  }
  const words = titles.filter((title) => title.length >= 2);
  if (words.length === 0) throw new Error('the catalogue has no titles to make queries of');
  const random = seeded(7);
  const taken = new Set<string>();
  const waiting = [...new Set(given)].reverse();
  return {
    take: () => {
      for (let tries = 0; ; tries++) {
        const query = waiting.pop() ?? someWords(words, random);
        if (taken.has(query) && tries < 1000) continue;
        taken.add(query);
        return query;
      }
    },
  };
}

/** What it needs to know of a change of the catalogue. */
export type TitleChange =
  { readonly kind: 'upsert'; readonly product: { readonly title: string } } | { readonly kind: 'delete' };

/** Texts of a queries file: JSON Lines with `text` (or `query`), else one query a line. */
export async function readQueries(file: string): Promise<readonly string[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').map((line) => (line.startsWith('{') ? textOf(line) : line));
}

function textOf(line: string): string {
  const row = JSON.parse(line) as Readonly<Record<string, unknown>>;
  const text = row['text'] ?? row['query'];
  return typeof text === 'string' ? text : '';
}

function someWords(titles: readonly (readonly string[])[], random: () => number): string {
  const title = titles[Math.floor(random() * titles.length)]!;
  const length = 2 + Math.floor(random() * 4);
  const start = Math.floor(random() * Math.max(1, title.length - length));
  return title
    .slice(start, start + length)
    .join(' ')
    .slice(0, 200);
}

/** Marsaglia's xorshift32: the same bench asks the same queries. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
