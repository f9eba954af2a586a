import path from 'node:path';
import { type CatalogueMapping, mappingToYaml, readRows } from '@weir/catalogue';
import { loadConfiguration } from '@weir/config';
import { type Engine, type EngineOptions, openEngine, weirConfiguration } from '@weir/engine';
import { type BadRow, type IndexReport, readCatalogueSource, writeCatalogueSource } from '@weir/indexing';
import { shippedModels } from '@weir/registry';
import { Command, Option } from 'commander';
import { fits, mappingFor, requireFit, sampleOf } from '../indexing/choose-mapping.js';
import { IndexProgressBar } from '../indexing/index-progress.js';
import { patchCatalogue } from '../indexing/patch-catalogue.js';

interface Flags {
  readonly mapping?: string;
  readonly strict?: true;
  readonly replace?: true;
  readonly patch?: true;
  readonly printMapping?: true;
  /** Commander's name for `--no-vectors`. */
  readonly vectors: boolean;
  readonly json?: true;
  readonly config?: string;
  readonly dataDir?: string;
  readonly models?: string;
}

/** Bad rows that the JSON document lists. */
const listedRows = 20;

const examples = `
Examples:
  $ weir index products.jsonl.gz                  add the products, or write them again
  $ weir index products.csv --replace             and remove those that the file does not have
  $ weir index prices.csv --patch                 id,price,stock: what else is known of the products stays
  $ weir index products.parquet --print-mapping   how the fields would be read, as YAML to keep in weir.yaml
  $ weir index feed.tsv --strict --json           exit with 1 if a row is bad; one JSON document on stdout`;

/** `weir index`: a catalogue file into the data folder. */
export function indexCommand(): Command {
  return new Command('index')
    .description('index a catalogue: JSON Lines, CSV, TSV (also .gz, or one in a .tgz) or Parquet')
    .argument('<file>', 'the products, one a row')
    .option('--mapping <file>', 'YAML that says how rows become products (default: the one in use, else guessed)')
    .option('--print-mapping', 'print the mapping guessed for the file and index nothing')
    .option('--replace', 'remove the products that the file does not have')
    .addOption(
      new Option(
        '--patch',
        'change only prices, stock, ratings, popularity, pictures and dates, of products that are there',
      ).conflicts(['replace', 'mapping', 'printMapping']),
    )
    .option('--strict', 'exit with 1 if any row was bad')
    .option('--no-vectors', 'do not wait for vectors: they are made when the catalogue is next served')
    .option('--data-dir <folder>', 'data folder (default: data_dir of the configuration)')
    .option('--models <folder>', 'registry folder (default: models_dir of the configuration, else the shipped models)')
    .option('-c, --config <file>', 'configuration file (default: weir.yaml of this folder, if there is one)')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', examples)
    .action(indexCatalogue);
}

async function indexCatalogue(file: string, flags: Flags): Promise<void> {
  const { values } = loadConfiguration(weirConfiguration, { file: flags.config });
  const options: EngineOptions = {
    dataDir: path.resolve(flags.dataDir ?? values.data_dir),
    registryDir: flags.models ?? values.models_dir ?? shippedModels(),
    // Indexing ranks nothing; without an encoder the engine makes no vectors, and the next one that has it makes them.
    plan: { retrieval: flags.vectors ? values.plan.retrieval : { mode: 'bm25', encoder: null } },
    backends: values,
  };
  if (flags.patch) {
    await patchCatalogue(file, options, flags);
    return;
  }
  const sample = await sampleOf(file);
  const named = flags.mapping === undefined ? values.catalogue.mapping : await mappingFor(sample, flags.mapping);
  const fitting = named ?? (await mappingFor(sample));
  if (flags.printMapping) {
    process.stdout.write(mappingToYaml(fitting));
    return;
  }
  const reading = named === undefined ? { firstMapping: () => Promise.resolve(fitting) } : { mapping: named };
  let engine = await openEngine({ ...options, ...reading });
  try {
    const overDemo = (await readCatalogueSource(engine.storage.documents))?.kind === 'demo';
    const replace = flags.replace === true || overDemo;
    if (named === undefined && replace && (overDemo || !fits(sample, engine.mapping))) {
      await engine.close();
      engine = await openEngine({ ...options, mapping: fitting });
    }
    requireFit(sample, engine.mapping, file);
    if (overDemo) process.stderr.write('The demonstration shop gives way to this catalogue.\n');
    const rejected: BadRow[] = [];
    const report = await indexFile(engine, { file, replace, rejected });
    await writeCatalogueSource(engine.storage.documents, { kind: 'file', name: path.basename(file) });
    process.stdout.write(flags.json ? json(file, engine.mapping, report, rejected) : summary(file, report));
    if (report.indexed === 0 || (flags.strict && report.rejected > 0)) process.exitCode = 1;
  } finally {
    await engine.close();
  }
}

async function indexFile(
  engine: Engine,
  { file, replace, rejected }: { file: string; replace: boolean; rejected: BadRow[] },
): Promise<IndexReport> {
  const bar = new IndexProgressBar();
  const rows = readRows(file, (share) => {
    bar.read(share);
  });
  try {
    return await engine.indexer.indexAll(rows, {
      replace,
      onProgress: (progress) => {
        bar.show(progress);
      },
      onBadRow: (row) => {
        bar.skip(row);
        if (rejected.length < listedRows) rejected.push(row);
      },
    });
  } finally {
    bar.end();
  }
}

function summary(file: string, report: IndexReport): string {
  const { rows, indexed, rejected, duplicates, removed, products, seconds, rate } = report;
  const parts = [
    `${rows} rows read`,
    `${indexed} indexed (${Math.round(rate)} a second)`,
    ...(duplicates > 0 ? [`${duplicates} written again by a later row of the same id`] : []),
    ...(rejected > 0 ? [`${rejected} skipped`] : []),
    ...(removed > 0 ? [`${removed} removed`] : []),
  ];
  const advice = indexed > 0 ? '' : 'Nothing was indexed: see the reasons above, and weir index --print-mapping.\n';
  return `${path.basename(file)}: ${parts.join(', ')}\n${products} products in the catalogue, ${seconds.toFixed(1)} s\n${advice}`;
}

function json(file: string, mapping: CatalogueMapping, report: IndexReport, rejected: readonly BadRow[]): string {
  const { rows, indexed, duplicates, removed, products, vectorsPending, rate, seconds } = report;
  const document = {
    file,
    rows,
    indexed,
    rejected: report.rejected,
    duplicates,
    removed,
    products,
    vectors_pending: vectorsPending,
    rows_per_second: Math.round(rate),
    seconds: Math.round(seconds * 10) / 10,
    // Linux gives kilobytes.
    peak_rss_mib: Math.round(process.resourceUsage().maxRSS / 1024),
    mapping,
    rejected_rows: rejected,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
