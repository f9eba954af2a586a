import { seededRandom } from '@weir/evaluation';
import { calibrate, type Guarantee } from '@weir/statistics';
import { Command, Option } from 'commander';
import { progressBar } from '../evaluation/progress.js';
import { wholeNumber } from '../stats/flags.js';

interface Flags {
  readonly seed: number;
  readonly tests: number;
  readonly json?: true;
}

const examples = `
Examples:
  $ weir stats calibrate
  $ weir stats calibrate --seed 7 --json
  $ weir stats calibrate --tests 1000       a tenth of the time, wider bounds

Simulates experiments whose truth is known, and counts how often the statistics are right about them. A bound is as wide
as chance needs with so many experiments. Ends with code 1 if a guarantee does not hold.`;

/** `weir stats calibrate`: the statistics' guarantees, by simulation. */
export function statsCalibrateCommand(): Command {
  return new Command('calibrate')
    .description('prove by simulation that the statistics keep what they promise')
    .addOption(new Option('--seed <number>', 'of the random numbers').argParser(wholeNumber(0)).default(1))
    .addOption(
      new Option('--tests <count>', 'simulated experiments a guarantee').argParser(wholeNumber(100)).default(10_000),
    )
    .option('--json', 'as one JSON object')
    .addHelpText('after', examples)
    .action(({ seed, tests, json }: Flags) => {
      const bar = progressBar('simulating experiments');
      const onProgress = (done: number, total: number): void => {
        bar.show(done, total);
      };
      const guarantees = calibrate({ tests, random: seededRandom(seed), onProgress });
      bar.end();
      process.stdout.write(json ? `${JSON.stringify({ seed, tests, guarantees })}\n` : calibrationText(guarantees));
      if (guarantees.some(({ holds }) => !holds)) process.exitCode = 1;
    });
}

function calibrationText(guarantees: readonly Guarantee[]): string {
  const width = Math.max(...guarantees.map(({ name }) => name.length));
  const lines = guarantees.map(({ name, what, measured, least, most, holds }) => {
    const bounds = `${least.toFixed(3)} to ${most.toFixed(3)}`;
    return `${name.padEnd(width)}  ${measured.toFixed(4)}  ${bounds}  ${holds ? 'holds' : 'DOES NOT HOLD'}\n    ${what}\n`;
  });
  const kept = guarantees.filter(({ holds }) => holds).length;
  return `${lines.join('')}${kept} of ${guarantees.length} guarantees hold\n`;
}
