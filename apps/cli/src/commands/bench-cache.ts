import { randomBytes } from 'node:crypto';
import { availableParallelism, cpus } from 'node:os';
import path from 'node:path';
import { loadConfiguration } from '@weir/config';
import { type SharedCacheOptions, sharedCacheOptions, weirConfiguration } from '@weir/engine';
import { shippedModels } from '@weir/registry';
import { Command, InvalidArgumentError } from 'commander';
import { replay, type ReplayMode, type ReplayReport } from '../bench-cache/replay.js';
import { memoryOfScores, redisMemoryOfScores, type ScoreMemory } from '../bench-cache/score-memory.js';
import { seeded, shuffled, zipfReplay } from '../bench-cache/zipf.js';
import { benchSource } from '../bench-search/catalogue.js';
import { tell } from '../bench-search/progress.js';

interface Flags {
  readonly catalogue?: string;
  readonly queries?: string;
  readonly data?: string;
  readonly searches: number;
  readonly distinct: number;
  readonly zipf: number;
  readonly seed: number;
  readonly scores: number;
  readonly redis?: string;
  readonly config?: string;
  readonly json?: true;
}

/** What `weir bench cache --json` prints. */
interface CacheBenchReport {
  readonly catalogue: string;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string };
  readonly cache: 'memory' | 'redis';
  readonly replay: {
    readonly searches: number;
    readonly queries: number;
    readonly different: number;
    readonly zipf: number;
  };
  /** Without a cache, with the score cache alone, with the page cache (and the score cache behind it). */
  readonly modes: Readonly<Record<ReplayMode, ReplayReport>>;
  readonly score_memory: ScoreMemory | null;
}

const warmUpQueries = 40;

const examples = `
Examples:
  $ weir bench cache
  $ weir bench cache --redis redis://127.0.0.1:6379 --json
  $ weir bench cache --catalogue products.jsonl.gz --queries queries.jsonl --zipf 0.8

The catalogue's own queries are drawn in proportion to 1 / rank^zipf. Each is asked, without a deadline, of three engines in
turn: one without a cache, one with the score cache alone, one with the page cache; the caches are empty at first, and nothing
expires meanwhile. A Redis should be the bench's own: it writes under tenants of random names, which expire within a day.`;

/** `weir bench cache`: what the page cache and the score cache save on a replay of real queries. */
export function benchCacheCommand(): Command {
  return new Command('cache')
    .description('replay queries with and without the page cache and the score cache; memory of cached scores')
    .option(
      '--catalogue <file>',
      'products (default: the ESCI set in ../shared/data where it is, else the demonstration shop)',
    )
    .option(
      '--queries <file>',
      'queries as JSON Lines with a text, or one a line (default: those beside the catalogue)',
    )
    .option('--data <folder>', 'where the catalogue is indexed (default: .weir/bench/NAME)')
    .option('--searches <n>', 'searches of each replay', whole, 2000)
    .option('--distinct <n>', 'queries to draw from, at most', whole, 2000)
    .option('--zipf <exponent>', 'how uneven the queries are', exponent, 1)
    .option('--seed <n>', 'of the replay', whole, 7)
    .option('--scores <n>', 'scores to measure the memory of; 0: none', wholeOrZero, 1_000_000)
    .option('--redis <url>', 'cache there instead of in this process')
    .option('-c, --config <file>', 'configuration file (default: weir.yaml of this folder, if there is one)')
    .option('--json', 'as one JSON object')
    .addHelpText('after', examples)
    .action(async (flags: Flags) => {
      const report = await measure(flags);
      process.stdout.write(flags.json ? `${JSON.stringify(report, null, 2)}\n` : show(report));
    });
}

async function measure(flags: Flags): Promise<CacheBenchReport> {
  const { values } = loadConfiguration(weirConfiguration, { file: flags.config });
  const source = benchSource(flags);
  const random = seeded(flags.seed);
  const all = shuffled([...new Set(await source.queries())], random);
  if (all.length <= warmUpQueries)
    throw new Error(`a replay needs more than ${warmUpQueries} different queries: name a file with --queries`);
  const warmUp = all.slice(0, warmUpQueries);
  const queries = zipfReplay(
    all.slice(warmUpQueries, warmUpQueries + flags.distinct),
    flags.searches,
    flags.zipf,
    random,
  );
  const engine = {
    dataDir: path.resolve(flags.data ?? path.join('.weir', 'bench', source.name)),
    registryDir: values.models_dir ?? shippedModels(),
    plan: { ...values.plan, page: { ...values.plan.page, cache_ttl_ms: 3_600_000 } },
    inferenceThreads: values.inference.threads,
  };
  const sharedFor = (name: string): SharedCacheOptions | undefined =>
    sharedCacheOptions({
      ...values.cache,
      url: flags.redis,
      tenant: `bench-${name}-${randomBytes(4).toString('hex')}`,
    });
  const modes = await replay({ source, engine, queries, warmUp, shared: sharedFor });
  const shared = sharedFor('memory');
  const { scores } = flags;
  const memory = scores === 0 ? null : await (shared ? redisMemoryOfScores(scores, shared) : memoryOfScores(scores));
  tell('');
  return {
    catalogue: source.name,
    machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: availableParallelism(), node: process.version },
    cache: shared ? 'redis' : 'memory',
    replay: {
      searches: queries.length,
      queries: Math.min(flags.distinct, all.length - warmUpQueries),
      different: new Set(queries).size,
      zipf: flags.zipf,
    },
    modes,
    score_memory: memory,
  };
}

function show({
  catalogue,
  cache,
  replay: { searches, different, zipf },
  modes,
  score_memory: memory,
}: CacheBenchReport): string {
  const rows = Object.entries(modes).map(
    ([mode, { p50_ms, p95_ms, p99_ms, mean_ms, hit_rate, unanswered }]) =>
      `${mode.padEnd(8)}${[p50_ms, p95_ms, p99_ms, mean_ms].map((ms) => ms.toFixed(2).padStart(9)).join('')}` +
      `${`${(100 * hit_rate).toFixed(0)} %`.padStart(8)}${String(unanswered).padStart(12)}`,
  );
  return [
    `${catalogue}: ${searches} searches of ${different} different queries, Zipf ${zipf}; cached in ${cache}`,
    '',
    `ms           p50      p95      p99     mean    hits  unanswered`,
    ...rows,
    ...(memory === null
      ? []
      : [
          '',
          `${memory.scores} cached scores: ${memory.bytes_a_score} bytes each, ${memory.mb_a_million} MB a million`,
        ]),
    '',
  ].join('\n');
}

function whole(text: string): number {
  const value = wholeOrZero(text);
  if (value < 1) throw new InvalidArgumentError('give a whole number from 1.');
  return value;
}

function wholeOrZero(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('give a whole number from 0.');
  return value;
}

function exponent(text: string): number {
  const value = Number(text);
  if (!(value >= 0 && value <= 5)) throw new InvalidArgumentError('give a number from 0 to 5.');
  return value;
}
