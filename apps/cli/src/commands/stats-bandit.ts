import { type BanditSimulation, simulateBandit } from '@weir/statistics';
import { Command, InvalidArgumentError } from 'commander';
import { progressBar } from '../evaluation/progress.js';
import { positive } from '../evaluation/settings.js';
import { alignedTable } from '../stats/aligned-table.js';

interface Flags {
  readonly rates?: readonly number[];
  readonly batches: number;
  readonly batchSize: number;
  readonly floor: number;
  readonly runs: number;
  readonly seed: number;
  readonly json?: true;
}

interface Scenario extends BanditSimulation {
  readonly rates: readonly number[];
}

/** No difference, where the naive analysis is at its worst, and one better variant, where the bandit pays. */
const SCENARIOS = [
  [0.05, 0.05, 0.05],
  [0.05, 0.05, 0.06],
];

const examples = `
Each run shows variants with known rates to simulated units, batch by batch, with Thompson sampling's weights over the floor,
and analyses the result in four ways: the plain mean, inverse propensity weighted, the same self-normalised, and adaptively
weighted. Regret is how many conversions were lost to variants that are not the best.

Examples:
  $ weir stats bandit
  $ weir stats bandit --rates 0.02,0.03 --batches 14 --batch-size 2000 --floor 0.1 --json`;

/** `weir stats bandit`: what a bandit saves, and which of its analyses can be believed. */
export function statsBanditCommand(): Command {
  return new Command('bandit')
    .description(
      'simulate Thompson sampling of variants: regret against an even split, bias and coverage of its analyses',
    )
    .option('--rates <list>', 'true rates of the variants (default: 0.05,0.05,0.05, then 0.05,0.05,0.06)', rates)
    .option('--batches <n>', 'times that the weights are set', positive, 20)
    .option('--batch-size <units>', 'units in a batch', positive, 1000)
    .option('--floor <weight>', 'least weight of a variant', floor, 0.05)
    .option('--runs <n>', 'simulated experiments', positive, 1000)
    .option('--seed <n>', 'of the simulated units', positive, 1)
    .option('--json', 'one JSON document on stdout')
    .addHelpText('after', examples)
    .action(({ rates: given, json, ...scenario }: Flags) => {
      const wanted = given === undefined ? SCENARIOS : [given];
      const bar = progressBar('simulating experiments');
      const total = wanted.length * scenario.runs;
      const scenarios = wanted.map((each, at): Scenario => {
        const onRun = (done: number): void => {
          if (done % 10 === 0) bar.show(at * scenario.runs + done, total);
        };
        return { rates: each, ...simulateBandit({ ...scenario, rates: each, onRun }) };
      });
      bar.end();
      process.stdout.write(
        json ? `${JSON.stringify({ ...scenario, scenarios }, null, 2)}\n` : textOf(scenarios, scenario),
      );
    });
}

function textOf(scenarios: readonly Scenario[], { batches, batchSize, floor: least, runs }: Flags): string {
  const header = `${runs} experiments of ${batches} batches of ${batchSize} units, floor ${least}`;
  return [header, ...scenarios.flatMap(scenarioLines), ''].join('\n');
}

function scenarioLines({ rates: all, arms, regret, fixedRegret }: Scenario): string[] {
  const rows = arms.flatMap(({ rate, share, estimates }, arm) =>
    Object.entries(estimates).map(([name, { bias, coverage, meanStandardError }], line) => [
      line === 0 ? `variant ${arm}, rate ${rate}, share ${(100 * share).toFixed(1)} %` : '',
      name,
      `${(100 * bias).toFixed(3)} %`,
      `${(100 * coverage).toFixed(1)} %`,
      `${(100 * meanStandardError).toFixed(3)} %`,
    ]),
  );
  return [
    '',
    `rates ${all.join(', ')}: ${regret.toFixed(1)} conversions lost to other variants than the best, ${fixedRegret.toFixed(1)} with an even split`,
    ...alignedTable([['', 'estimate', 'bias', '95 % coverage', 'std. error'], ...rows]),
  ];
}

function rates(text: string): readonly number[] {
  const values = text.split(',').map(Number);
  if (values.length < 2 || !values.every((value) => value > 0 && value < 1)) {
    throw new InvalidArgumentError('give two rates or more between 0 and 1, such as 0.05,0.06.');
  }
  return values;
}

function floor(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 0.5)) throw new InvalidArgumentError('give a weight above 0 and at most 0.5.');
  return value;
}
