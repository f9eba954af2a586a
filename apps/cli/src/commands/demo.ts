import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { type DemoQuery, type DemoShop, demoShop, mappingToYaml } from '@weir/catalogue';
import { writeWhole, writingWhole } from '@weir/files';
import { Command, InvalidArgumentError } from 'commander';

interface Flags {
  readonly out: string;
  readonly products: number;
  readonly seed: number;
}

const examples = `
Examples:
  $ weir demo --out shop
  $ weir eval --catalogue shop/corpus.jsonl --queries shop/queries.jsonl --qrels shop/qrels/dev.tsv
  $ weir demo --out large --products 500000 --seed 3`;

/** `weir demo`: the demonstration shop as files, in BEIR's layout. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('write the demonstration shop: products, queries and graded judgments, the same for the same seed')
    .requiredOption('--out <folder>', 'folder to write to, made if absent')
    .option('--products <n>', 'how many products', whole(1), 3000)
    .option('--seed <n>', 'which shop', whole(0), 7)
    .addHelpText('after', examples)
    .action(async ({ out, ...options }: Flags) => {
      const shop = demoShop(options);
      await mkdir(path.join(out, 'qrels'), { recursive: true });
      await writingWhole([path.join(out, 'corpus.jsonl')], async ([corpus]) => {
        for await (const some of lines(shop)) await corpus!.write(some);
      });
      const queries = shop.queries();
      const asked = queries.map(({ id, text, kind }) => `${JSON.stringify({ _id: id, text, metadata: { kind } })}\n`);
      await writeWhole(path.join(out, 'queries.jsonl'), asked.join(''));
      for (const split of ['train', 'dev'] as const) {
        await writeWhole(path.join(out, 'qrels', `${split}.tsv`), qrels(queries, split));
      }
      await writeWhole(path.join(out, 'mapping.yaml'), mappingToYaml(shop.mapping));
      process.stdout.write(`${options.products} products and ${queries.length} judged queries in ${out}\n`);
    });
}

/** A thousand at a time. */
async function* lines(shop: DemoShop): AsyncGenerator<string, void, undefined> {
  let some: string[] = [];
  for await (const row of shop.rows()) {
    if ('fields' in row) some.push(`${JSON.stringify(row.fields)}\n`);
    if (some.length < 1000) continue;
    yield some.join('');
    some = [];
  }
  yield some.join('');
}

function qrels(queries: readonly DemoQuery[], wanted: DemoQuery['split']): string {
  const judged = queries
    .filter(({ split }) => split === wanted)
    .flatMap(({ id, judgments }) => judgments.map((judgment) => `${id}\t${judgment.id}\t${judgment.grade}\n`));
  return `query-id\tcorpus-id\tscore\n${judged.join('')}`;
}

function whole(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < least)
      throw new InvalidArgumentError(`give a whole number from ${least}.`);
    return value;
  };
}
