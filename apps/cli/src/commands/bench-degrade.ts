import { writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { judgedSet } from '../bench-degrade/judged-set.js';
import { measureDegrade } from '../bench-degrade/measure.js';
import { type DegradeReport, showReport } from '../bench-degrade/report.js';
import { degradeChart } from '../bench-degrade/svg-chart.js';

interface Flags {
  readonly catalogue?: string;
  readonly queries?: string;
  readonly qrels?: string;
  readonly products?: number;
  readonly data?: string;
  readonly multiples: readonly number[];
  readonly seconds: number;
  readonly deadline: number;
  readonly seed: number;
  readonly caches?: true;
  readonly config?: string;
  readonly json?: true;
  readonly svg?: string;
}

const examples = `
Examples:
  $ weir bench degrade                                  the demonstration shop with its own judgments
  $ weir bench degrade --svg overload.svg --json > overload.json
  $ weir bench degrade --catalogue corpus.jsonl.gz --queries queries.jsonl --qrels qrels/dev.tsv
  $ weir bench degrade --multiples 1,5 --seconds 20     only these rates, and longer

Starts weir serve twice, with admission and the ladder and without, each in a process of its own on free ports, and
offers it searches at random times at rising multiples of the most that it holds. About four minutes, and the time to
index the catalogue once, in the folder of --data. Nothing else should run beside it.`;

/** `weir bench degrade`: quality against offered load, with and without the ladder. */
export function benchDegradeCommand(): Command {
  return new Command('degrade')
    .description('measure answers, their quality and memory at up to five times the load that a server holds')
    .option('--catalogue <file>', 'products (default: the demonstration shop)')
    .option('--queries <file>', 'with --catalogue: judged queries as JSON Lines')
    .option('--qrels <file>', 'with --catalogue: their judgments, TREC qrels or BEIR tsv')
    .option('--products <n>', 'products of the demonstration shop (default: demo.products)', positive)
    .option('--data <folder>', 'where the catalogue is indexed (default: .weir/bench/degrade-NAME)')
    .option(
      '--multiples <list>',
      'rates to offer, as multiples of the capacity',
      multipleList,
      [0.25, 0.5, 1, 1.5, 2, 3, 5],
    )
    .option('--seconds <s>', 'time at each rate', positive, 10)
    .option('--deadline <ms>', 'of each search', positive, 250)
    .option('--seed <n>', 'another one lets searches come at other times', positive, 7)
    .option('--caches', 'cache pages and scores: with few judged queries nearly all are soon answered from there')
    .option('-c, --config <file>', 'configuration file of the servers')
    .option('--svg <file>', 'draw the chart to this file too')
    .option('--json', 'as one JSON object')
    .addHelpText('after', examples)
    .action(async (flags: Flags) => {
      const report = await bench(flags);
      if (flags.svg !== undefined) await writeFile(flags.svg, degradeChart(report));
      process.stdout.write(flags.json ? `${JSON.stringify(report, null, 2)}\n` : showReport(report));
    });
}

async function bench(flags: Flags): Promise<DegradeReport> {
  const set = await judgedSet(flags);
  const { multiples, seconds, deadline: deadlineMs, seed } = flags;
  const run = await measureDegrade(set, {
    ...{ multiples, seconds, deadlineMs, seed },
    dataDir: path.resolve(flags.data ?? path.join('.weir', 'bench', `degrade-${set.name}`)),
    args: flags.config === undefined ? [] : ['--config', flags.config],
    caches: flags.caches === true,
  });
  return {
    catalogue: set.name,
    queries: set.queries.length,
    machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: availableParallelism(), node: process.version },
    ...{ seconds, deadline_ms: deadlineMs, seed, caches: flags.caches === true },
    ...run,
  };
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('give a whole number from 1.');
  return value;
}

function multipleList(text: string): readonly number[] {
  const values = text.split(',').map(Number);
  if (values.length === 0 || values.some((value) => !(value > 0 && value <= 20)))
    throw new InvalidArgumentError('give numbers above 0, at most 20, between commas.');
  return values;
}
