import { type DesignNeeds, type InterleavingSimulation, simulateInterleaving } from '@weir/statistics';
import { Command, InvalidArgumentError } from 'commander';
import { progressBar } from '../evaluation/progress.js';
import { positive } from '../evaluation/settings.js';
import { alignedTable } from '../stats/aligned-table.js';
import { numberBetween } from '../stats/flags.js';

interface Flags {
  readonly noise: { readonly a: number; readonly b: number };
  readonly alike?: true;
  readonly power: number;
  readonly alpha: number;
  readonly pilot: number;
  readonly runs: number;
  readonly seed: number;
  readonly json?: true;
}

const examples = `
Two rankings of simulated products are compared twice: by team-draft interleaving, where every shopper sees both, and by an
A/B test of clicks a page. A pilot measures effect and spread, a sample size is worked out for both, and fresh tests of just
these sizes show that both have the power that was asked for. docs/interleaving.md describes shoppers and clicks.

Examples:
  $ weir stats interleaving
  $ weir stats interleaving --noise 1.4,1 --power 0.9 --json`;

/** `weir stats interleaving`: how many fewer result pages interleaving needs than an A/B test. */
export function statsInterleavingCommand(): Command {
  return new Command('interleaving')
    .description('simulate how many fewer impressions interleaving needs than an A/B test of the same power')
    .option('--noise <a,b>', 'noise of the two rankings, in grades; less is better', noise, { a: 1.2, b: 1 })
    .option('--alike', 'shoppers who all click as readily, and queries that are all as broad')
    .option('--power <share>', 'wanted', numberBetween(0, 1), 0.8)
    .option('--alpha <share>', 'of the two-sided tests', numberBetween(0, 1), 0.05)
    .option('--pilot <shoppers>', 'whose clicks give effect and spread', positive, 1_000_000)
    .option('--runs <n>', 'fresh tests that check the power', positive, 200)
    .option('--seed <n>', 'of products, rankings and clicks', positive, 1)
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', examples)
    .action(({ json, ...scenario }: Flags) => {
      const bar = progressBar('simulating shoppers');
      const result = simulateInterleaving({
        ...scenario,
        onProgress: (done, total) => {
          bar.show(done, total);
        },
      });
      bar.end();
      process.stdout.write(
        json ? `${JSON.stringify({ ...scenario, ...result }, null, 2)}\n` : textOf(result, scenario),
      );
    });
}

function textOf(
  { interleaving, abTest, ratio }: InterleavingSimulation,
  { power, alpha, noise: by, runs }: Flags,
): string {
  const row = (name: string, needs: DesignNeeds): string[] => [
    name,
    needs.effect.toFixed(4),
    needs.deviation.toFixed(3),
    String(needs.shoppers),
    String(needs.impressions),
    `${(100 * needs.power).toFixed(1)} % +- ${(100 * needs.powerError).toFixed(1)}`,
  ];
  return [
    `Rankings with noise ${by.a} and ${by.b} grades; power ${power}, two-sided alpha ${alpha}; power checked in ${runs} fresh tests.`,
    '',
    ...alignedTable([
      ['', 'effect', 'deviation', 'shoppers', 'impressions', 'power found'],
      row('interleaving: preference', interleaving),
      row('A/B test: clicks a page', abTest),
    ]),
    '',
    `Interleaving needs ${ratio.toFixed(1)} times fewer impressions.`,
    '',
  ].join('\n');
}

function noise(text: string): Flags['noise'] {
  const [a, b, ...more] = text.split(',').map(Number);
  if (a === undefined || b === undefined || more.length > 0 || !(b >= 0 && a > b)) {
    throw new InvalidArgumentError('give the noise of the worse ranking and of the better one, such as 1.2,1.');
  }
  return { a, b };
}
