import { Command, InvalidArgumentError } from 'commander';
import { positive, withSettingFlags } from '../evaluation/settings.js';
import { withPlanSection } from '../tuning/plan-section.js';
import { type CoordinateName, coordinateNames } from '../tuning/search-space.js';
import { tableOf } from '../tuning/table.js';
import { commentOf, type Tuning, tunePlan } from '../tuning/tune-plan.js';

interface Flags extends Tuning {
  readonly json?: true;
}

const examples = `
It tries how the lists of words and of vectors are fused and whether both are needed, the ranker on and off, and the
reranker off and over windows of several sizes, one after the other, each by searching the whole catalogue for every
judged query. A stage that costs more stays on only if it is better by more than a standard error, and what was found is
taken only if it holds on queries that were not used for finding it: docs/tune.md has the rules.

Examples:
  $ weir tune --catalogue corpus.jsonl.gz --queries queries.jsonl --qrels qrels/dev.tsv
  $ weir tune --catalogue corpus.jsonl.gz --queries queries.jsonl --qrels qrels/dev.tsv --out weir.yaml
  $ weir tune --catalogue corpus.jsonl.gz --queries queries.jsonl --qrels qrels/dev.tsv \\
      --config shops/lamps.yaml --out shops/lamps.yaml --gains 3=1,2=0.1,1=0.01,0=0
  $ weir tune --catalogue corpus.jsonl.gz --queries queries.jsonl --qrels qrels/dev.tsv --only ranker,reranker --json`;

/** `weir tune`: chooses the Plan of a catalogue on judged queries. */
export function tuneCommand(): Command {
  const command = new Command('tune')
    .description('choose the Plan of a catalogue on judged queries: which stages to use, and a handful of numbers')
    .requiredOption('--catalogue <file>', 'products: any file that weir index reads; indexed once, then kept')
    .requiredOption('--queries <file>', 'queries: JSON Lines with _id and text, or id, tab, text')
    .requiredOption('--qrels <file>', 'judgments: TREC qrels, or BEIR tsv; .gz too')
    .option(
      '--gains <gains>',
      'exponential (2^grade - 1), linear, or a table such as 3=1,2=0.1,1=0.01,0=0',
      'exponential',
    )
    .option('--k <rank>', 'cut-off of NDCG', positive, 10)
    .option('--limit <queries>', 'only the first judged queries', positive)
    .option('--only <list>', `choose only some of ${coordinateNames.join(',')}; the rest stays as configured`, names)
    .option('--any-speed', 'take a Plan even if this machine, as it is now, cannot answer by it within its budgets')
    .option('--folds <n>', 'of the cross-validation, from 2', folds, 5)
    .option('--seed <n>', 'of the folds', positive, 1)
    .option('--out <file>', 'a weir.yaml to write the Plan into: made, or changed in its plan section only')
    .option('--mapping <file>', "mapping of the catalogue as YAML (default: the configuration's, else guessed)")
    .option('--fresh', 'index again')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', examples);
  return withSettingFlags(command).action(async ({ json, ...tuning }: Flags) => {
    const report = await tunePlan(tuning);
    const table = tableOf(report);
    if (json) {
      process.stderr.write(table);
      process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
      return;
    }
    const { plan } = report.chosen;
    const section = withPlanSection('', { plan, settings: [], comment: commentOf(report) });
    process.stdout.write(`${table}\n${section}`);
    if (report.written !== null) process.stderr.write(`written into ${report.written}\n`);
  });
}

function folds(text: string): number {
  if (positive(text) < 2) throw new InvalidArgumentError('give a whole number from 2.');
  return positive(text);
}

function names(text: string): readonly CoordinateName[] {
  const wanted = text.split(',').map((name) => name.trim());
  const unknown = wanted.filter((name) => !(coordinateNames as readonly string[]).includes(name));
  if (unknown.length > 0)
    throw new InvalidArgumentError(`${unknown.join(', ')}: give some of ${coordinateNames.join(',')}.`);
  return coordinateNames.filter((name) => wanted.includes(name));
}
