import { Command } from 'commander';
import { parse, stringify } from 'yaml';
import { callServer, type ServerFlags, withServerFlags } from '../experiment/server.js';
import { showResults } from '../experiment/show-results.js';
import { table } from '../experiment/table.js';
import { createCommand, transitionCommand, updateCommand } from '../experiment/write.js';

const examples = `
Examples:
  $ weir experiment create reranker-off.yaml              write a draft
  $ weir experiment start reranker-off                    assign shoppers from the next search on
  $ weir experiment results reranker-off                  what it has shown, and what to do
  $ weir experiment stop reranker-off --why "complaints"  everybody gets the base Plan from the next search on
  $ weir experiment audit reranker-off                    who changed what, when and why
  $ weir experiment evaluate --shopper s-17 --attributes '{ country: de }'

They talk to a running server (weir serve); docs/experiments.md shows a definition.`;

/** `weir experiment` and what can be done with them. */
export function experimentCommand(): Command {
  return new Command('experiment')
    .description('set up, run, read and stop A/B tests of any part of the cascade')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(createCommand())
    .addCommand(updateCommand())
    .addCommand(transitionCommand('start', 'assign units from the next search on'))
    .addCommand(transitionCommand('stop', 'the kill switch: everybody gets the base Plan from the next search on'))
    .addCommand(transitionCommand('archive', 'put a stopped experiment away'))
    .addCommand(resultsCommand())
    .addCommand(auditCommand())
    .addCommand(metricsCommand())
    .addCommand(evaluateCommand())
    .addHelpText('after', examples);
}

function listCommand(): Command {
  return withServerFlags(new Command('list'))
    .description('list experiments, newest first')
    .option('--state <state>', 'draft, running, stopped or archived (default: all but the archived ones)', '')
    .action(async (flags: ServerFlags & { readonly state: string }) => {
      const { experiments } = await callServer(flags, 'listExperiments', { state: flags.state });
      if (flags.json) {
        print(JSON.stringify(experiments, null, 2));
        return;
      }
      if (experiments.length === 0) {
        print('there is no experiment: weir experiment create FILE writes one');
        return;
      }
      print(
        table(
          ['key', 'state', 'phase', 'version', 'coverage'],
          experiments.map(({ key, state, phase, version, coverage }) => [
            key,
            state,
            String(phase),
            String(version),
            `${(coverage * 100).toFixed(0)} %`,
          ]),
        ),
      );
    });
}

function showCommand(): Command {
  return withServerFlags(new Command('show'))
    .description('show one experiment with its whole definition')
    .argument('<key>', 'key of the experiment')
    .action(async (key: string, flags: ServerFlags) => {
      const { experiment } = await callServer(flags, 'getExperiment', { key });
      print(flags.json ? JSON.stringify(experiment, null, 2) : stringify(experiment).trimEnd());
    });
}

interface ResultsFlags extends ServerFlags {
  readonly phase?: number;
  readonly triggered?: true;
  readonly keepBots?: true;
  readonly keepOutliers?: true;
  readonly currency?: string;
  readonly rates?: string;
}

function resultsCommand(): Command {
  return withServerFlags(new Command('results'))
    .description('what an experiment has shown, exact at the last acknowledged event, and what to do')
    .argument('<key>', 'key of the experiment')
    .option('--phase <n>', 'another phase than the one in force', Number)
    .option('--triggered', 'only units that were shown what differs, from that moment on')
    .option('--keep-bots', 'count robots too')
    .option('--keep-outliers', 'do not winsorise')
    .option('--currency <code>', 'only revenue in this currency, or all of it converted where --rates are given')
    .option('--rates <yaml>', "units of --currency that one unit of another buys, e.g. '{ USD: 0.86 }'")
    .addHelpText('after', '\nExample:\n  $ weir experiment results reranker-off --triggered')
    .action(async (key: string, flags: ResultsFlags) => {
      const results = await callServer(flags, 'getResults', {
        key,
        phase: flags.phase,
        triggered: flags.triggered ?? false,
        keep_bots: flags.keepBots ?? false,
        keep_outliers: flags.keepOutliers ?? false,
        currency: flags.currency ?? '',
        rates: flags.rates === undefined ? {} : ratesOf(flags.rates),
        until_ms: undefined,
      });
      process.stdout.write(flags.json ? `${JSON.stringify(results, null, 2)}\n` : showResults(results));
    });
}

function auditCommand(): Command {
  return withServerFlags(new Command('audit'))
    .description('who changed an experiment, when and why, newest first')
    .argument('<key>', 'key of the experiment')
    .action(async (key: string, flags: ServerFlags) => {
      const { changes } = await callServer(flags, 'listChanges', { key });
      if (flags.json) {
        print(JSON.stringify(changes, null, 2));
        return;
      }
      print(
        table(
          ['when', 'who', 'what', 'why'],
          changes.map(({ at_ms: at, author, action, reason }) => [new Date(at).toISOString(), author, action, reason]),
        ),
      );
    });
}

function metricsCommand(): Command {
  return withServerFlags(new Command('metrics'))
    .description('list the metrics that an experiment may name')
    .action(async (flags: ServerFlags) => {
      const { metrics } = await callServer(flags, 'listMetrics', {});
      if (flags.json) {
        print(JSON.stringify(metrics, null, 2));
        return;
      }
      print(
        table(
          ['metric', 'kind', 'better'],
          metrics.map((metric) => [String(metric['key']), String(metric['kind']), String(metric['better'])]),
        ),
      );
    });
}

interface EvaluateFlags extends ServerFlags {
  readonly shopper: string;
  readonly session: string;
  readonly attributes: string;
}

function evaluateCommand(): Command {
  return withServerFlags(new Command('evaluate'))
    .description('the variants of one shopper and why; counts no exposure')
    .option('--shopper <id>', 'who', '')
    .option('--session <id>', 'the visit', '')
    .option('--attributes <yaml>', 'what targeting may ask', '{}')
    .action(async (flags: EvaluateFlags) => {
      const attributes: unknown = parse(flags.attributes);
      if (typeof attributes !== 'object' || attributes === null) throw new Error('--attributes needs a table.');
      const answer = await callServer(flags, 'evaluate', {
        shopper_id: flags.shopper,
        session_id: flags.session,
        attributes: { ...attributes },
      });
      if (flags.json) {
        print(JSON.stringify(answer, null, 2));
        return;
      }
      if (answer.assignments.length === 0) {
        print('no experiment is running');
        return;
      }
      print(
        table(
          ['experiment', 'variant', 'why', 'phase'],
          answer.assignments.map(({ experiment, variant, reason, phase }) => [
            experiment,
            variant || '-',
            reason,
            String(phase),
          ]),
        ),
      );
    });
}

function ratesOf(text: string): Record<string, number> {
  const rates: unknown = parse(text);
  if (typeof rates !== 'object' || rates === null) throw new Error("--rates needs a table, e.g. '{ USD: 0.86 }'.");
  return Object.fromEntries(
    Object.entries(rates).map(([currency, rate]) => {
      if (typeof rate === 'number' && rate > 0) return [currency, rate];
      throw new Error(`--rates: ${currency} needs a number above 0`);
    }),
  );
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
