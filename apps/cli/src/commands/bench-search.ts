import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import type { Plan } from '@weir/cascade';
import { loadConfiguration } from '@weir/config';
import { type Engine, type EngineOptions, weirConfiguration } from '@weir/engine';
import { shippedModels } from '@weir/registry';
import { Command, InvalidArgumentError, Option } from 'commander';
import { benchSource } from '../bench-search/catalogue.js';
import {
  type FreshQueries,
  isHeld,
  isWhole,
  measureCached,
  measureLoad,
  measureUncached,
} from '../bench-search/measure.js';
import { openBenchEngine } from '../bench-search/open-bench-engine.js';
import { tell } from '../bench-search/progress.js';
import { freshQueries } from '../bench-search/queries.js';
import { searchApart } from '../bench-search/search-apart.js';
import { type SplitStage, splitStages, startStages } from '../bench-search/stage-processes.js';
import {
  type BenchSetup,
  type LoadStep,
  percentiles,
  type SearchBenchReport,
  showReport,
  stagePercentiles,
} from '../bench-search/summary.js';

interface Flags {
  readonly catalogue?: string;
  readonly queries?: string;
  readonly products?: number;
  readonly engine?: BenchSetup['engine'];
  readonly vectors: BenchSetup['vectors'];
  readonly split: readonly SplitStage[];
  readonly data?: string;
  readonly searches: number;
  readonly seconds: number;
  readonly threads: number;
  readonly config?: string;
  readonly json?: true;
}

/** Arrivals a second, until a step is not held any more. */
const rates = [5, 10, 15, 20, 25, 30, 35, 40, 50, 60, 80, 100, 150, 200];

const examples = `
Examples:
  $ weir bench search
  $ weir bench search --catalogue products.jsonl.gz --queries queries.jsonl --json > search.json
  $ weir bench search --products 500000 --vectors random    a generated catalogue, without days of encoding
  $ weir bench search --engine opensearch                   the cluster of the configuration retrieves
  $ weir bench search --split retrieval,ranker,reranker     what it costs to have stages in other processes

The catalogue is indexed once, in the folder of --data, and found there the next time.
It runs in this process: what a server adds for a request over the network is not in it.`;

/** `weir bench search`: what the whole cascade costs on this machine. */
export function benchSearchCommand(): Command {
  return new Command('search')
    .description('measure the whole cascade, one search at a time and at rising load')
    .option(
      '--catalogue <file>',
      'products (default: the ESCI set in ../shared/data where it is, else the demonstration shop)',
    )
    .option(
      '--queries <file>',
      'queries as JSON Lines with a text, or one a line (default: those beside the catalogue)',
    )
    .option('--products <n>', "that many products of the demonstration shop's generator instead", positive)
    .addOption(
      new Option('--engine <engine>', 'which retriever (default: retrieval.engine of the configuration)').choices([
        'embedded',
        'opensearch',
      ]),
    )
    .addOption(
      new Option('--vectors <kind>', "the encoder's, or random ones, which cost as much to search")
        .choices(['model', 'random'])
        .default('model'),
    )
    .option(
      '--split <stages>',
      `stages to start as processes of their own: some of ${splitStages.join(',')}`,
      stageList,
      [],
    )
    .option('--data <folder>', 'where the catalogue is indexed (default: .weir/bench/NAME)')
    .option('--searches <n>', 'searches measured one at a time', positive, 300)
    .option('--seconds <s>', 'time at each rate of arrivals', positive, 8)
    .option('--threads <n>', 'runs of models at the same time', positive, availableParallelism())
    .option('-c, --config <file>', 'configuration file (default: weir.yaml of this folder, if there is one)')
    .option('--json', 'as one JSON object')
    .addHelpText('after', examples)
    .action(async (flags: Flags) => {
      const report = await bench(flags);
      process.stdout.write(flags.json ? `${JSON.stringify(report, null, 2)}\n` : showReport(report));
    });
}

async function bench(flags: Flags): Promise<SearchBenchReport> {
  const { values } = loadConfiguration(weirConfiguration, { file: flags.config });
  const source = benchSource(flags);
  const { vectors, split } = flags;
  const engineName = flags.engine ?? values.retrieval.engine;
  const { opensearch } = values.retrieval;
  const index = `${opensearch.index}-bench-${source.name.toLowerCase().replaceAll(/[^a-z0-9-]/g, '-')}`;
  const registryDir = values.models_dir ?? shippedModels();
  const args = flags.config === undefined ? [] : ['--config', flags.config];
  const stages = await startStages(
    split.filter((stage) => stage !== 'retrieval'),
    args,
  );
  // A folder an engine: what is stored says which index of the cluster is its own.
  const dataDir = path.resolve(flags.data ?? path.join('.weir', 'bench', `${source.name}-${engineName}-${vectors}`));
  const options: EngineOptions & { readonly dataDir: string } = {
    dataDir,
    registryDir,
    plan: benchPlan(values.plan),
    backends: { ...values, retrieval: { engine: engineName, opensearch: { ...opensearch, index } } },
    inferenceThreads: flags.threads,
    stages: stages.addresses,
  };
  try {
    const engine = await openBenchEngine(source, options, vectors);
    const queries = await freshQueries(await source.queries(), engine.storage.products);
    const catalogue = { name: source.name, products: engine.retriever.count() };
    const searched = split.includes('retrieval')
      ? await searchApart(engine, options, args)
      : { engine, close: () => engine.close(), memory: () => ({}) };
    try {
      const measured = await measure(searched.engine, queries, flags);
      const setup = { engine: engineName, vectors, split };
      return { catalogue, ...measured, setup, stage_rss_mb: { ...stages.memory(), ...searched.memory() } };
    } finally {
      await searched.close();
    }
  } finally {
    await stages.close();
  }
}

async function measure(
  engine: Pick<Engine, 'cascade' | 'plan'>,
  queries: FreshQueries,
  { searches, seconds, threads }: Flags,
): Promise<Omit<SearchBenchReport, 'catalogue' | 'setup' | 'stage_rss_mb'>> {
  const { cascade } = engine;
  tell('one search at a time, uncached');
  const { answers, latencies, failed } = await measureUncached(cascade, queries, searches);
  tell('one search at a time, cached');
  const cachedSearches = 10 * searches;
  const cached = await measureCached(cascade, queries, cachedSearches);
  const load: LoadStep[] = [];
  for (const perSecond of rates) {
    tell(`${perSecond} arrivals a second`);
    load.push(await measureLoad(cascade, queries, { perSecond, seconds }));
    if (!isHeld(load.at(-1)!)) break;
  }
  tell('');
  return {
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: availableParallelism(),
      node: process.version,
      inference_threads: threads,
    },
    plan: planOf(engine.plan()),
    uncached: {
      ...percentiles(latencies),
      searches,
      degraded: answers.filter(({ degraded }) => degraded.length > 0).length,
      failed,
    },
    cached: { ...cached.plain, searches: cachedSearches },
    cached_highlighted: cached.highlighted,
    stages: stagePercentiles(answers),
    load,
    throughput_per_s: most(load.filter(isHeld)),
    whole_cascade_per_s: most(load.filter((step) => isWhole(step, seconds))),
    rss_mb: Math.round(process.memoryUsage.rss() / 2 ** 20),
  };
}

function most(steps: readonly LoadStep[]): number {
  return Math.max(0, ...steps.map(({ achieved_per_s }) => achieved_per_s));
}

/** The sizes that the bench is about, whatever the configuration says. */
function benchPlan({ retrieval, ranker, reranker, ...plan }: Plan): Plan {
  return {
    ...plan,
    retrieval: { ...retrieval, depth: 1000 },
    ranker: { ...ranker, keep: 100 },
    reranker: { ...reranker, window: 20 },
  };
}

function planOf({ retrieval, ranker, reranker }: Plan): SearchBenchReport['plan'] {
  const models = [retrieval.encoder, ranker.model, reranker.model, reranker.blend].filter((model) => model !== null);
  return { retrieved: retrieval.depth, ranked: ranker.keep, reranked: reranker.window, models };
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError('give a whole number from 1.');
  return value;
}

function stageList(text: string): readonly SplitStage[] {
  return text.split(',').map((name) => {
    const stage = splitStages.find((known) => known === name);
    if (stage === undefined) throw new InvalidArgumentError(`${name}: give some of ${splitStages.join(',')}.`);
    return stage;
  });
}
