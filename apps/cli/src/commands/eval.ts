import { evaluateRun, formatTrecValue, parseTrecMeasures, readQrels, readRun } from '@weir/evaluation';
import { Command, InvalidArgumentError, Option } from 'commander';
import { evaluateStages } from '../evaluation/evaluate-stages.js';
import { tableOf } from '../evaluation/report.js';
import { positive, type SettingFlags, withSettingFlags } from '../evaluation/settings.js';
import { type EvaluatedStage, evaluatedStages } from '../evaluation/stages.js';

interface Flags extends SettingFlags {
  readonly catalogue?: string;
  readonly queries?: string;
  readonly qrels: string;
  readonly run?: string;
  readonly metrics: string;
  readonly perQuery?: true;
  readonly complete?: true;
  readonly gains: string;
  readonly stages?: readonly EvaluatedStage[];
  readonly pool?: true;
  readonly k: number;
  readonly limit?: number;
  readonly engine?: string;
  readonly mapping?: string;
  readonly fresh?: true;
  readonly runsOut?: string;
  readonly json?: true;
}

const examples = `
Examples:
  $ weir eval --catalogue corpus.jsonl.gz --queries queries.jsonl --qrels qrels/dev.tsv
  $ weir eval --catalogue corpus.jsonl.gz --queries queries.jsonl --qrels qrels/dev.tsv --pool --json
  $ weir eval --catalogue corpus.jsonl.gz --queries queries.jsonl --qrels qrels/dev.tsv \\
      --stages hybrid,ranker --set plan.ranker.model=ranker-shop@2.2.0 --gains 3=1,2=0.1,1=0.01,0=0
  $ weir eval --run run.txt --qrels qrels.txt --metrics map,P.10,recall.10,ndcg_cut.10 --per-query`;

/** `weir eval`: what each stage adds on judged queries, or the metrics of a run file as trec_eval prints them. */
export function evalCommand(): Command {
  const command = new Command('eval')
    .description('measure each stage of the cascade on judged queries, or a TREC run file')
    .requiredOption('--qrels <file>', 'judgments: TREC qrels, or BEIR tsv; .gz too')
    .option('--catalogue <file>', 'products: any file that weir index reads; indexed once, then kept')
    .option('--queries <file>', 'queries: JSON Lines with _id and text, or id, tab, text')
    .option('--stages <list>', `of ${evaluatedStages.join(',')} (default: those that the Plan has models for)`, stages)
    .option('--pool', 'rank only the judged products of each query')
    .option(
      '--gains <gains>',
      'exponential (2^grade - 1), linear, or a table such as 3=1,2=0.1,1=0.01,0=0',
      'exponential',
    )
    .option('--k <rank>', 'cut-off of NDCG and MRR', positive, 10)
    .option('--limit <queries>', 'only the first judged queries', positive)
    .addOption(
      new Option('--engine <engine>', 'which retriever (default: retrieval.engine of the configuration)').choices([
        'embedded',
        'opensearch',
      ]),
    )
    .option('--mapping <file>', "mapping of the catalogue as YAML (default: the configuration's, else guessed)")
    .option('--fresh', 'index again')
    .option('--runs-out <folder>', 'write what each stage ranks there, a TREC run file a stage')
    .option('--run <file>', 'evaluate this TREC run file instead')
    .option('--metrics <list>', "trec_eval's measures, e.g. map,P.10,ndcg_cut.10 or official", 'official')
    .option('--per-query', 'with --run: a line a query and measure too')
    .option('--complete', 'with --run: count queries that the run lacks as empty lists (trec_eval -c)')
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', examples);
  return withSettingFlags(command).action(async (flags: Flags) => {
    if (flags.run === undefined) await evaluateCascade(flags);
    else await evaluateRunFile(flags.run, flags);
  });
}

async function evaluateCascade(flags: Flags): Promise<void> {
  const { catalogue, queries } = flags;
  if (catalogue === undefined || queries === undefined) {
    throw new Error('Give --catalogue and --queries beside --qrels, or a run file with --run.');
  }
  const { engine, set = [] } = flags;
  const settings = engine === undefined ? set : [...set, `retrieval.engine=${engine}`];
  const report = await evaluateStages({ ...flags, set: settings, catalogue, queries, pool: flags.pool === true });
  process.stderr.write(flags.json ? tableOf(report) : '');
  process.stdout.write(flags.json ? `${JSON.stringify(report, null, 2)}\n` : tableOf(report));
}

async function evaluateRunFile(file: string, flags: Flags): Promise<void> {
  const measures = parseTrecMeasures(flags.metrics);
  const [{ run }, qrels] = await Promise.all([readRun(file), readQrels(flags.qrels)]);
  const { perQuery, summary } = evaluateRun(run, qrels, { measures, complete: flags.complete === true });
  if (![...run.keys()].some((query) => qrels.has(query))) {
    throw new Error(`No query of ${file} has judgments in ${flags.qrels}: are they of one set?`);
  }
  const values = [...(flags.perQuery ? perQuery : []), ...summary];
  process.stdout.write(
    flags.json
      ? `${JSON.stringify(
          values.map(({ measure, query, value }) => ({ measure: measure.name, query, value })),
          null,
          2,
        )}\n`
      : values.map((value) => `${formatTrecValue(value)}\n`).join(''),
  );
}

function stages(text: string): readonly EvaluatedStage[] {
  const wanted = text.split(',').map((stage) => stage.trim());
  const unknown = wanted.filter((stage) => !(evaluatedStages as readonly string[]).includes(stage));
  if (unknown.length > 0)
    throw new InvalidArgumentError(`${unknown.join(', ')}: give some of ${evaluatedStages.join(',')}.`);
  return evaluatedStages.filter((stage) => wanted.includes(stage));
}
