import { loadConfiguration } from '@weir/config';
import { weirConfiguration } from '@weir/engine';
import { cascadeModel, type ClickModel, positionBasedModel, purchaseModel } from '@weir/evaluation';
import { drive, EventQueue, type Simulation, surveyShop, Tally } from '@weir/simulation';
import { Command, InvalidArgumentError, Option } from 'commander';
import { parse } from 'yaml';
import { positive } from '../evaluation/settings.js';
import { type ServerFlags, serverOf, withServerFlags } from '../experiment/server.js';
import { showResults } from '../experiment/show-results.js';
import { shopperBar } from '../simulation/progress.js';
import { connectShop } from '../simulation/shop-server.js';
import { showHeading, showRound } from '../simulation/show-round.js';
import { showSummary, type SimulationSummary } from '../simulation/summary.js';
import { Trial } from '../simulation/trial.js';
import { vectorsMade } from '../simulation/vectors.js';
import { wantedQueries } from '../simulation/wanted-queries.js';
import { watch, type Watched } from '../simulation/watch.js';

interface Flags extends ServerFlags {
  readonly queries?: string;
  readonly qrels?: string;
  readonly shoppers: number;
  readonly searchesPerShopper: number;
  readonly concurrency: number;
  readonly seed: number;
  readonly run: string;
  readonly model: 'pbm' | 'cascade';
  readonly currency: string;
  readonly ab?: true;
  readonly aa?: true;
  readonly control?: Readonly<Record<string, unknown>>;
  readonly treatment?: Readonly<Record<string, unknown>>;
  readonly rounds: number;
  readonly full?: true;
  readonly wait: boolean;
  readonly experiment?: string;
}

const examples = `
Examples:
  $ weir serve                       in one terminal: the demonstration shop
  $ weir simulate --ab               in another: BM25 alone against the whole cascade, from draft to decision
  $ weir simulate --aa               the whole cascade against itself: nothing should be found
  $ weir simulate --ab --control '{ reranker: { model: null } }'   is the cross-encoder worth it?
  $ weir simulate --shoppers 500     shoppers only, for experiments that you have started yourself
  $ weir simulate --queries queries.jsonl --qrels qrels/dev.tsv --model cascade --json

How the shoppers behave, with formulas: docs/simulate.md.`;

/** `weir simulate`: simulated shoppers for a running server. */
export function simulateCommand(): Command {
  return withServerFlags(new Command('simulate'))
    .description('send simulated shoppers to a running server: they search, click and buy by the judgments')
    .option('--queries <file>', "judged queries (default: the demonstration shop's own)")
    .option('--qrels <file>', 'their judgments: TREC qrels, or BEIR tsv; .gz too')
    .option('--shoppers <n>', 'how many', positive, 2000)
    .option('--searches-per-shopper <mean>', 'searches of a visit on average, at least 1', mean, 3)
    .option(
      '--concurrency <n>',
      'shoppers at the same time; more than the server has cores cuts its stages short',
      positive,
      2,
    )
    .option('--seed <n>', 'who the shoppers are and how they decide', positive, 7)
    .option('--run <name>', 'name of the run; events of a run are counted once (default: a new one)', name, newRun())
    .addOption(
      new Option('--model <model>', 'how they click: position-based, or cascade')
        .choices(['pbm', 'cascade'])
        .default('pbm'),
    )
    .option('--currency <code>', 'currency of products that do not say theirs', currency, 'USD')
    .addOption(
      new Option(
        '--ab',
        'run an experiment of BM25 alone against the whole cascade, and stop it at the decision',
      ).conflicts('aa'),
    )
    .option('--aa', 'the same with two equal variants')
    .option('--control <yaml>', 'with --ab: another partial Plan of the control', partialPlan)
    .option('--treatment <yaml>', 'with --ab: another partial Plan of the treatment', partialPlan)
    .option('--rounds <n>', 'with --ab or --aa: how often the results are looked at', positive, 10)
    .option('--experiment <key>', 'with --ab or --aa: its key; else: only this experiment in the summary', name)
    .option('--full', 'with --ab or --aa: let all shoppers come even after the decision')
    .option('--no-wait', 'begin before every product has its vector')
    .addHelpText('after', examples)
    .action(async (flags: Flags) => {
      const { values } = loadConfiguration(weirConfiguration, { file: flags.config });
      const judged = await wantedQueries(flags, values.demo);
      const server = connectShop(serverOf(flags));
      try {
        const shop = await surveyShop(judged, server);
        if (flags.wait) await vectorsMade(server);
        const { seed, searchesPerShopper, concurrency } = flags;
        // Events of different experiments are different events, also where the runs have one name.
        const run = kindOf(flags) === undefined ? flags.run : keyOf(flags);
        const behaviour = { clicks: clickModels[flags.model](), purchases: purchaseModel() };
        const tally = new Tally();
        const events = new EventQueue(server);
        const simulation: Simulation = {
          ...{ server, shop, behaviour, tally, events },
          ...{ seed, run, searchesPerShopper, concurrency, currency: flags.currency },
        };
        const start = performance.now();
        const trial = await simulate(simulation, flags);
        const seconds = (performance.now() - start) / 1000;
        report(summaryOf(simulation, { flags, seconds }), trial, flags);
      } finally {
        server.close();
      }
    });
}

const clickModels: Readonly<Record<Flags['model'], () => ClickModel>> = {
  pbm: () => positionBasedModel(),
  cascade: () => cascadeModel(),
};

/** Lets all shoppers come; with --ab or --aa in rounds, until there is a decision. */
async function simulate(simulation: Simulation, flags: Flags): Promise<Watched | undefined> {
  const { shoppers, rounds } = flags;
  const kind = kindOf(flags);
  const bar = shopperBar(simulation.tally, shoppers);
  const onShopper = (): void => {
    bar.step();
  };
  try {
    if (kind === undefined) {
      await drive(simulation, { from: 0, to: shoppers, onShopper });
      return undefined;
    }
    const key = keyOf(flags);
    // With --json stdout holds one document only.
    const out = flags.json ? process.stderr : process.stdout;
    const tell = (text: string): void => {
      bar.aside(() => out.write(text));
    };
    tell(`experiment ${key}\n${showHeading()}`);
    return await watch(new Trial(flags, { key, kind, shoppers, ...variantsOf(flags) }), simulation, {
      rounds,
      full: flags.full ?? false,
      interrupted: onInterrupt(`interrupted; experiment ${key} is stopped`),
      onShopper,
      onRound: (round) => {
        tell(showRound(round));
      },
    });
  } finally {
    bar.end();
  }
}

/** Rejects at Ctrl+C: the experiment must not run on when nobody comes any more. */
function onInterrupt(message: string): Promise<never> {
  return new Promise((_, reject) => {
    process.once('SIGINT', () => {
      reject(new Error(message));
    });
  });
}

function kindOf({ ab, aa }: Flags): 'ab' | 'aa' | undefined {
  return ab ? 'ab' : aa ? 'aa' : undefined;
}

function keyOf(flags: Flags): string {
  return flags.experiment ?? `simulated-${String(kindOf(flags))}-${flags.run}`;
}

function variantsOf({ control, treatment }: Flags): Pick<Flags, 'control' | 'treatment'> {
  return { ...(control !== undefined && { control }), ...(treatment !== undefined && { treatment }) };
}

function summaryOf(
  { seed, run, shop, tally, events }: Simulation,
  { flags, seconds }: { readonly flags: Flags; readonly seconds: number },
): SimulationSummary {
  const { all, byVariant, refused } = tally;
  return {
    seed,
    run,
    model: flags.model,
    queries: shop.queries.length,
    seconds: Number(seconds.toFixed(1)),
    searches_per_second: Number((all.searches / seconds).toFixed(1)),
    refused_searches: refused,
    events: { accepted: events.accepted, duplicates: events.duplicates },
    all,
    variants: byVariant.filter(({ experiment }) => flags.experiment === undefined || experiment === flags.experiment),
  };
}

function report(summary: SimulationSummary, trial: Watched | undefined, { json }: Flags): void {
  const last = trial?.rounds.at(-1);
  if (summary.events.duplicates > 0) {
    process.stderr.write(
      `${summary.events.duplicates} events were known from a run of this name and seed and count once: another --run is new visits\n`,
    );
  }
  if (json) {
    process.stdout.write(`${JSON.stringify({ ...summary, ...(trial !== undefined && { trial }) }, null, 2)}\n`);
    return;
  }
  if (last !== undefined) process.stdout.write(`\n${showResults(last.results)}\n`);
  process.stdout.write(showSummary(summary));
}

/** Different from that of any run before. */
function newRun(): string {
  return Date.now().toString(36);
}

function name(text: string): string {
  if (!/^[a-z0-9][a-z0-9_-]{0,39}$/.test(text)) {
    throw new InvalidArgumentError('give small letters, digits, _ and -, at most 40.');
  }
  return text;
}

function partialPlan(text: string): Readonly<Record<string, unknown>> {
  const plan: unknown = parse(text);
  if (typeof plan !== 'object' || plan === null || Array.isArray(plan)) {
    throw new InvalidArgumentError("give a part of a Plan, e.g. '{ reranker: { model: null } }'.");
  }
  return plan as Record<string, unknown>;
}

function mean(text: string): number {
  const value = Number(text);
  if (!(value >= 1 && value <= 10)) throw new InvalidArgumentError('give a number from 1 to 10.');
  return value;
}

function currency(text: string): string {
  if (!/^[A-Z]{3}$/.test(text)) throw new InvalidArgumentError('give a code of ISO 4217, as EUR.');
  return text;
}
