import { featuresDocument } from '@weir/features';
import { Command } from 'commander';
import { exportFeatures, type ListKind } from '../evaluation/export-features.js';
import { exportWindows } from '../evaluation/export-windows.js';
import { openIndexedCatalogue } from '../evaluation/indexed-catalogue.js';
import { readJudgedQueries } from '../evaluation/judged-queries.js';
import { positive, readSettings, type SettingFlags, withSettingFlags } from '../evaluation/settings.js';

interface Flags extends SettingFlags {
  readonly document?: true;
  readonly catalogue?: string;
  readonly queries?: string;
  readonly qrels?: string;
  readonly out?: string;
  readonly features?: string;
  readonly blend?: string;
  readonly negatives?: number;
  readonly pool?: true;
  readonly withPool?: true;
  readonly limit?: number;
  readonly seed: number;
  readonly mapping?: string;
  readonly fresh?: true;
}

const examples = `
Examples:
  $ weir features --catalogue corpus.jsonl.gz --queries queries.jsonl --qrels qrels/train.tsv --out features/shop
  $ weir features --catalogue corpus.jsonl.gz --queries queries.jsonl --qrels qrels/train.tsv --out features/shop \\
      --negatives 40 --with-pool
  $ weir features --catalogue corpus.jsonl.gz --queries queries.jsonl --qrels qrels/train.tsv --blend shop.tsv --with-pool \\
      --set plan.ranker.model=ranker-shop@2.2.0 --set plan.reranker.model=cross-encoder-shop@1
  $ weir features --document                      what every feature means`;

/** `weir features`: judged products with their features, computed as in serving, for training a ranker or a blend. */
export function featuresCommand(): Command {
  const command = new Command('features')
    .description('export features of judged products for training, computed as in serving')
    .option('--catalogue <file>', 'products: any file that weir index reads; indexed once, then kept')
    .option('--queries <file>', 'queries: JSON Lines with _id and text, or id, tab, text')
    .option('--qrels <file>', 'judgments: TREC qrels, or BEIR tsv; .gz too')
    .option('--out <folder>', 'where features.tsv, .query, .names and .ids.tsv are written')
    .option('--features <list>', 'names in the order of the columns (default: every feature)')
    .option('--blend <file>', "write the reranker's windows for fitting a blend, instead of features")
    .option('--negatives <n>', 'retrieved products without a judgment to add as grade 0, a query', positive)
    .option('--pool', 'compute over the judged products only, not over what is retrieved')
    .option('--with-pool', 'both, one after the other: a ranker then knows short lists and long ones')
    .option('--limit <queries>', 'only the first judged queries', positive)
    .option('--seed <n>', 'of the sampled negatives', positive, 1)
    .option('--mapping <file>', "mapping of the catalogue as YAML (default: the configuration's, else guessed)")
    .option('--fresh', 'index again')
    .option('--document', 'print what every feature means (docs/features.md) and end')
    .addHelpText('after', examples);
  return withSettingFlags(command).action(async (flags: Flags) => {
    if (flags.document) process.stdout.write(featuresDocument());
    else await exportForTraining(flags);
  });
}

async function exportForTraining(flags: Flags): Promise<void> {
  const { catalogue, queries: queryFile, qrels, out, blend } = flags;
  if (catalogue === undefined || queryFile === undefined || qrels === undefined) {
    throw new Error('Give --catalogue, --queries and --qrels.');
  }
  if (out === undefined && blend === undefined)
    throw new Error('Say where to write: --out <folder> or --blend <file>.');
  const settings = readSettings(flags);
  const { plan } = settings;
  if (blend !== undefined && (plan.ranker.model === null || plan.reranker.model === null)) {
    throw new Error(
      'A blend needs a ranker and a reranker: name them with --set plan.ranker.model=... and --set plan.reranker.model=...',
    );
  }
  const queries = await readJudgedQueries({ ...flags, queries: queryFile, qrels });
  const engine = await openIndexedCatalogue({ ...flags, ...settings, catalogue });
  try {
    const lists: readonly ListKind[] =
      flags.pool === true ? ['pool'] : flags.withPool === true ? ['retrieved', 'pool'] : ['retrieved'];
    if (blend !== undefined) {
      const rows = await exportWindows(engine.cascade, queries, { plan, lists, file: blend });
      process.stderr.write(`${rows} scored products of ${queries.length} queries in ${blend}\n`);
      return;
    }
    const report = await exportFeatures(engine.cascade, queries, {
      plan,
      lists,
      ...(flags.features !== undefined && { features: flags.features.split(',').map((name) => name.trim()) }),
      negatives: flags.negatives ?? 0,
      seed: flags.seed,
      folder: out!,
    });
    process.stderr.write(`${report.rows} rows in ${report.groups} lists, ${report.features} features, in ${out!}\n`);
  } finally {
    await engine.close();
  }
}
